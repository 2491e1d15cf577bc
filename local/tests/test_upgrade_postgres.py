"""Data of an older major version of Postgres: reported, and moved by `make upgrade-postgres`."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from local.backing_services import BackingServices
from local.console import UserError
from local.paths import OLDER_POSTGRES, PYTHON, ROOT
from local.postgres import USER, Postgres, installed_major, unprivileged_prefix
from local.tests.stored_data import content, demo_data
from local.upgrade_postgres import _running, older_binaries, upgrade

UPGRADE = """
import sys
from pathlib import Path
from local.upgrade_postgres import upgrade
upgrade(Path(sys.argv[1]))
"""
OLDEST = 16


def write_version(folder: Path, version: int) -> Path:
    folder.mkdir(parents=True)
    (folder / "PG_VERSION").write_text(f"{version}\n")
    return folder


def test_older_data_is_kept_and_the_upgrade_is_named(tmp_path: Path) -> None:
    data = write_version(tmp_path / "postgres", 17)

    with pytest.raises(UserError, match=r"Postgres 17, but 18 is.*\n.*make upgrade-postgres"):
        BackingServices(tmp_path, durable=True).postgres.prepare()

    assert (data / "PG_VERSION").read_text() == "17\n"


def test_newer_data_is_kept(tmp_path: Path) -> None:
    write_version(tmp_path / "postgres", 99)

    with pytest.raises(UserError, match=r"Postgres 99.*\n.*Check out the version"):
        BackingServices(tmp_path, durable=True).postgres.prepare()
    upgrade(tmp_path)

    assert (tmp_path / "postgres" / "PG_VERSION").read_text() == "99\n"


def test_temporary_data_of_another_version_is_replaced(tmp_path: Path) -> None:
    write_version(tmp_path / "postgres", 17)
    postgres = BackingServices(tmp_path, durable=False).postgres

    postgres.prepare()

    assert postgres.major == installed_major()


def test_upgrade_interrupted_between_both_renames_is_completed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_version(tmp_path / "postgres-17", 17)
    write_version(tmp_path / "upgrade" / "postgres", installed_major())
    with pytest.raises(UserError, match=r"interrupted.*\n.*make upgrade-postgres"):
        BackingServices(tmp_path, durable=True).postgres.prepare()

    upgrade(tmp_path)

    assert BackingServices(tmp_path, durable=True).postgres.major == installed_major()
    assert "postgres-17 is the former data" in capsys.readouterr().out
    assert not (tmp_path / "upgrade").exists()


def test_upgrade_requires_data_and_free_place(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no data yet"):
        upgrade(tmp_path)
    write_version(tmp_path / "postgres", 17)
    write_version(tmp_path / "postgres-17", 17)
    with pytest.raises(UserError, match="postgres-17 exists"):
        upgrade(tmp_path)


def test_every_older_version_has_a_server() -> None:
    listed = json.loads((OLDER_POSTGRES / "package.json").read_text())["dependencies"]

    assert {*listed} == {f"postgres-{major}" for major in range(OLDEST, installed_major())}


def make_cluster(home: Path, major: int) -> tuple[Postgres, dict[str, list[Any]]]:
    """Create the demo's data with a former version; return the cluster and its content."""
    services = BackingServices(home, durable=True)
    postgres = services.postgres = Postgres(
        home,
        port=services.postgres.port,
        password=services.postgres.password,
        durable=True,
        binaries=older_binaries(major),
    )
    postgres.data.mkdir(mode=0o700)
    password = home / "password"
    password.write_text(postgres.password)
    if os.geteuid() == 0:
        for path in (postgres.data, password):
            shutil.chown(path, "nobody")
    subprocess.run(
        [
            *unprivileged_prefix(),
            str(postgres.binaries / "initdb"),
            f"--pgdata={postgres.data}",
            f"--username={USER}",
            f"--pwfile={password}",
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"),
        ],
        check=True,
        capture_output=True,
    )
    with _running(postgres, home=home):
        demo_data(services)
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE other")
        return postgres, content(postgres)


def content_of(home: Path) -> dict[str, list[Any]]:
    postgres = BackingServices(home, durable=True).postgres
    postgres.prepare()
    with _running(postgres, home=home):
        return content(postgres)


@pytest.mark.nightly
@pytest.mark.parametrize("major", range(OLDEST, installed_major()))
def test_upgrade_moves_every_row_and_keeps_the_former_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], major: int
) -> None:
    postgres, before = make_cluster(tmp_path, major)
    assert len(before["statements_transaction"]) > 100  # sample: statements

    upgrade(tmp_path)

    printed = capsys.readouterr().out
    assert f"{postgres.data}-{major} is the former data" in printed
    assert "not moved: other" in printed
    print(printed)
    assert content_of(tmp_path) == before
    assert (tmp_path / f"postgres-{major}" / "PG_VERSION").read_text() == f"{major}\n"
    (backup,) = (tmp_path / "backups").glob("*.tar")
    assert backup.stat().st_size > 10_000
    upgrade(tmp_path)
    assert "nothing to upgrade" in capsys.readouterr().out


@pytest.mark.nightly
def test_killed_upgrade_is_repeated(tmp_path: Path) -> None:
    _, before = make_cluster(tmp_path, 17)
    for moment in ("upgrade", "upgrade/postgres/PG_VERSION", "upgrade/database.dump"):
        process = subprocess.Popen(
            [PYTHON, "-c", UPGRADE, tmp_path], cwd=ROOT, start_new_session=True
        )
        while not (tmp_path / moment).exists():
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert (tmp_path / "postgres" / "PG_VERSION").read_text() == "17\n"

    upgrade(tmp_path)

    assert content_of(tmp_path) == before
