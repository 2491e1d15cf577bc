"""Redis as ElastiCache is: behind TLS, with a password that an address cannot hold as it is."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from config.tests.own_broker import OwnBroker
from config.tests.production import production_environment
from config.tests.tls_proxy import Authority, tls_in_front_of
from config.topology import SERVICES

pytestmark = pytest.mark.django_db
PASSWORD = "a/b:c@d?e#f%20g&h+i"
HOST = "localhost"
UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[int]:
    """The port of a Valkey that wants the awkward password."""
    own = OwnBroker(tmp_path / "valkey")
    own.client.config_set("requirepass", PASSWORD)
    yield own.valkey.port
    own.kill()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def environment(*, port: int, trusted: Path | None) -> dict[str, str]:
    database = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    return {
        **production_environment(),
        "DATABASE_URL": f"{database}/{settings.DATABASES['default']['NAME']}",
        "REDIS_URL": f"rediss://{HOST}:{port}/0",
        "REDIS_PASSWORD": PASSWORD,
        **({"SSL_CERT_FILE": str(trusted)} if trusted else {}),
    }


async def start(*arguments: str, env: dict[str, str], errors: int = PIPE) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, cwd=settings.BACKEND, env=env, stdout=PIPE, stderr=errors
    )


async def outcomes(env: dict[str, str]) -> dict[str, str]:
    process = await start("config.tests.redis_users", env=env)
    said, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    answer: dict[str, str] = json.loads(said)
    return answer


async def test_everything_reaches_redis_over_tls(behind: int, authority: Authority) -> None:
    command = next(each for each in SERVICES if each.name == "worker-heavy").arguments(
        host="", port=None
    )
    async with tls_in_front_of(behind, authority.context(host=HOST)) as port:
        env = environment(port=port, trusted=authority.certificate)
        worker = await start(*command, env=env, errors=STDOUT)
        try:
            found = await outcomes(env)
        finally:
            worker.terminate()
            output, _ = await worker.communicate()
    printed = output.decode()
    assert set(found.values()) == {"ok"}, (found, printed)
    assert PASSWORD not in printed
    assert quote(PASSWORD, safe="") not in printed


@pytest.mark.parametrize("host", [HOST, "elsewhere.example"])
async def test_nothing_talks_to_whom_it_does_not_trust(
    behind: int, authority: Authority, host: str
) -> None:
    """A certificate of an authority that nobody knows, or of another host."""
    trusted = None if host == HOST else authority.certificate
    async with tls_in_front_of(behind, authority.context(host=host)) as port:
        found = await outcomes(environment(port=port, trusted=trusted))
    assert found.pop("use_readiness") == "AssertionError: ConnectionError"
    assert [each for each, said in found.items() if UNTRUSTED not in said] == [], found
