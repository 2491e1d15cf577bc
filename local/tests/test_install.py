from pathlib import Path

import pytest

from local import install
from local.terminal import RefusedError


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front end and a backend whose installers note that they ran."""
    (tmp_path / "quasar" / "node_modules").mkdir(parents=True)
    (tmp_path / "quasar" / "package-lock.json").write_text("{}")
    (tmp_path / "requirements.txt").write_text("django")
    monkeypatch.setattr(install, "QUASAR", tmp_path / "quasar")
    monkeypatch.setattr(install, "VENV", tmp_path / "venv")
    monkeypatch.setattr(install, "HOME", tmp_path / "home")
    monkeypatch.setattr(install, "REQUIREMENTS", tmp_path / "requirements.txt")
    (tmp_path / "awscdk" / "node_modules").mkdir(parents=True)
    (tmp_path / "awscdk" / "package-lock.json").write_text("{}")
    (tmp_path / "awscdk" / "requirements.txt").write_text("aws-cdk-lib")
    monkeypatch.setattr(install, "AWSCDK", tmp_path / "awscdk")
    (tmp_path / "gitlab-ci" / "node_modules").mkdir(parents=True)
    (tmp_path / "gitlab-ci" / "package-lock.json").write_text("{}")
    monkeypatch.setattr(install, "PIPELINE", tmp_path / "gitlab-ci")
    monkeypatch.setattr(install, "AWSCDK_REQUIREMENTS", tmp_path / "awscdk" / "requirements.txt")

    def run(command: list[str], name: str, folder: Path) -> None:
        (tmp_path / "venv").mkdir(exist_ok=True)
        with (tmp_path / "ran").open("a") as log:
            log.write(f"{name}\n")
        if name == "venv":
            # As `python -m venv` finds it: empty.
            (tmp_path / "venv" / "installed-awscdk").unlink(missing_ok=True)
        if name.startswith("pip"):
            # Resolving what is complete makes the install depend on what was released since.
            assert {"--no-deps", "--require-hashes"} <= set(command)

    monkeypatch.setattr(install, "_run", run)
    return tmp_path


def ran(room: Path) -> list[str]:
    log = room / "ran"
    names = sorted(log.read_text().split()) if log.exists() else []
    log.unlink(missing_ok=True)
    return names


def test_nothing_is_installed_twice(room: Path) -> None:
    install.install()
    assert ran(room) == ["npm-quasar", "pip", "venv"]

    install.install()
    assert ran(room) == []


def test_a_changed_list_is_installed_alone(room: Path) -> None:
    install.install()
    ran(room)

    (room / "requirements.txt").write_text("django celery")
    install.install()
    assert ran(room) == ["pip", "venv"]

    (room / "quasar" / "src-pwa").mkdir()
    (room / "quasar" / "src-pwa" / "package-lock.json").write_text("{}")
    install.install()
    assert ran(room) == ["npm-quasar"]


def test_the_rooms_of_aws_are_installed_where_they_are_asked_for(room: Path) -> None:
    install.install()
    ran(room)

    install.install(awscdk=True)
    assert ran(room) == ["npm-awscdk", "pip-awscdk"]
    install.install(awscdk=True)
    assert ran(room) == []


def test_the_room_of_the_pipeline_is_installed_where_it_is_asked_for(room: Path) -> None:
    install.install()
    ran(room)

    install.install(pipeline=True)
    assert ran(room) == ["npm-gitlab-ci"]


def test_a_new_environment_gets_them_anew(room: Path) -> None:
    install.install(awscdk=True)
    ran(room)

    (room / "requirements.txt").write_text("django celery")
    install.install(awscdk=True)
    assert ran(room) == ["pip", "pip-awscdk", "venv"]


def test_a_failed_install_shows_what_it_said_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "HOME", tmp_path / "home")
    with pytest.raises(RefusedError) as ended:
        install._run(["sh", "-c", "echo no such package; exit 1"], "pip", tmp_path)
    assert "no such package" in str(ended.value)
    assert "install-pip.log" in str(ended.value)
