"""Redis as in ElastiCache: over TLS, with a password that a URL holds only when it is quoted."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from config.topology import SERVICES
from local.process import kill_with_parent
from tests.end_to_end.tls_proxy import Authority, running_tls_proxy
from tests.end_to_end.valkey_process import ValkeyProcess
from tests.production import production_environment

PASSWORD = "a/b:c@d?e#f%20g&h+i"
HOST = "localhost"
UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"

Outcomes = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ClientResults:
    """Results of all clients of Redis by the certificate of the server."""

    # Of an unknown authority.
    unknown_authority: Outcomes
    other_host: Outcomes
    trusted: Outcomes
    # Output of a worker that was given the trusted certificate.
    worker_output: str


@pytest.fixture(scope="module")
def valkey_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a Valkey with this password."""
    valkey = ValkeyProcess(tmp_path_factory.mktemp("valkey"))
    valkey.client.config_set("requirepass", PASSWORD)
    yield valkey.port
    valkey.kill()


@pytest.fixture(scope="module")
def results(
    valkey_port: int, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> ClientResults:
    """Run all clients once, in one process, as its start takes longer than the requests."""
    return asyncio.run(run_clients(valkey_port, tmp_path_factory.mktemp("authorities")))


async def run_clients(valkey_port: int, folder: Path) -> ClientResults:
    authority, unknown = Authority(folder / "known"), Authority(folder / "unknown")
    context = unknown.context(host=HOST)
    async with running_tls_proxy(valkey_port, context) as port:
        env = environment(port=port, trusted=authority.certificate)
        clients = await start("tests.end_to_end.redis_clients", env=env)
        try:
            of_unknown = await outcomes(clients)
            context.load_cert_chain(authority.chain(host="elsewhere.example"))
            of_other_host = await outcomes(clients)
            context.load_cert_chain(authority.chain(host=HOST))
            worker = await start(*worker_command(), env=env, stderr=STDOUT)
            try:
                trusted = await outcomes(clients)
            finally:
                worker.terminate()
                output, _ = await worker.communicate()
        finally:
            clients.kill()
            await clients.wait()
    return ClientResults(
        unknown_authority=of_unknown,
        other_host=of_other_host,
        trusted=trusted,
        worker_output=output.decode(),
    )


def worker_command() -> list[str]:
    (heavy,) = (each for each in SERVICES if each.name == "worker-heavy")
    return heavy.arguments(host="", port=None)


def environment(*, port: int, trusted: Path) -> dict[str, str]:
    database = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    return {
        **production_environment(),
        "DATABASE_URL": f"{database}/{settings.DATABASES['default']['NAME']}",
        "REDIS_URL": f"rediss://{HOST}:{port}/0",
        "REDIS_PASSWORD": PASSWORD,
        "SSL_CERT_FILE": str(trusted),
    }


async def start(*arguments: str, env: dict[str, str], stderr: int | None = None) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        cwd=settings.BACKEND,
        env=env,
        stdin=PIPE,
        stdout=PIPE,
        stderr=stderr,
        preexec_fn=kill_with_parent(),
    )


async def outcomes(clients: Process) -> Outcomes:
    """Return the results of one round of all clients of Redis."""
    assert clients.stdin
    assert clients.stdout
    clients.stdin.write(b"\n")
    found: Outcomes = json.loads(await clients.stdout.readline())
    return found


def test_every_client_reaches_redis_over_tls(results: ClientResults) -> None:
    assert set(results.trusted.values()) == {"ok"}, (results.trusted, results.worker_output)
    assert PASSWORD not in results.worker_output
    assert quote(PASSWORD, safe="") not in results.worker_output


@pytest.mark.parametrize("certificate", ["unknown_authority", "other_host"])
def test_every_client_rejects_an_untrusted_certificate(
    results: ClientResults, certificate: str
) -> None:
    found = dict(getattr(results, certificate))
    assert found.pop("use_readiness") == "AssertionError: ConnectionError"
    assert [each for each, outcome in found.items() if UNTRUSTED not in outcome] == [], found
