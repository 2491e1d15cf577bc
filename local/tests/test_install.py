import sys
from pathlib import Path

import pytest

from local import install
from local.console import UserError

UV = "uv==0.1 \\\n    --hash=sha256:12 \\\n    --hash=sha256:34\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a front end and a backend whose installers note that they ran."""
    for folder in (
        "quasar",
        "quasar/src-pwa",
        "quasar/src-ssr",
        "quasar/src-electron",
        "quasar/src-capacitor",
        "awscdk",
        "gitlab-ci",
        "documentation",
    ):
        (tmp_path / folder / "node_modules").mkdir(parents=True)
        (tmp_path / folder / "package-lock.json").write_text("{}")
    (tmp_path / "requirements.txt").write_text(f"django\n{UV}")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "pyproject.toml").write_text("")
    (tmp_path / "awscdk" / "requirements.txt").write_text("aws-cdk-lib")
    monkeypatch.setattr(install, "QUASAR", tmp_path / "quasar")
    monkeypatch.setattr(install, "VENV", tmp_path / "venv")
    monkeypatch.setattr(install, "HOME", tmp_path / "home")
    monkeypatch.setattr(install, "REQUIREMENTS", tmp_path / "requirements.txt")
    monkeypatch.setattr(install, "SCALING_PACKAGE", tmp_path / "package")
    monkeypatch.setattr(install, "AWSCDK", tmp_path / "awscdk")
    monkeypatch.setattr(install, "PIPELINE", tmp_path / "gitlab-ci")
    monkeypatch.setattr(install, "DOCUMENTATION", tmp_path / "documentation")
    monkeypatch.setattr(install, "AWSCDK_REQUIREMENTS", tmp_path / "awscdk" / "requirements.txt")

    def run(command: list[str], name: str, folder: Path, **variables: str) -> None:
        with (tmp_path / "ran").open("a") as log:
            asked = command[1:-3] if command[0] == "npm" else []
            log.write(" ".join([name, *asked]) + "\n")
        if name == "venv":
            (tmp_path / "venv").mkdir()
        if command[0] == "npm":
            # `npm ci` empties the folder, `npm install` removes what it does not know.
            for file in (folder / "node_modules").glob("*" if command[1] == "ci" else "[!.]*"):
                file.unlink()
        if name.startswith(("pip", "uv")):
            # Resolving what is complete makes the install depend on what was released since.
            assert "--no-deps" in command
            # The package of this repository is a folder, which has no hash.
            assert "--require-hashes" in command or name == "uv-package"

    monkeypatch.setattr(install, "run_installer", run)
    monkeypatch.setattr(install, "pip_settings", dict)
    return tmp_path


ROOMS = ["npm-src-pwa ci", "npm-src-ssr ci"]
PYTHON = ["pip", "uv", "uv-package", "venv"]


def ran(folder: Path) -> list[str]:
    log = folder / "ran"
    names = sorted(log.read_text().splitlines()) if log.exists() else []
    log.unlink(missing_ok=True)
    return names


def test_install_skips_installed_packages(folder: Path) -> None:
    install.install()
    assert ran(folder) == ["npm-quasar ci --include=dev", *ROOMS, *PYTHON]

    install.install()
    assert ran(folder) == []


def test_install_for_the_application_leaves_out_development(folder: Path) -> None:
    install.install(development=False)
    assert ran(folder) == ["npm-quasar ci --omit=dev", *PYTHON]

    install.install(development=False)
    assert ran(folder) == []


def test_install_for_development_adds_to_the_application(folder: Path) -> None:
    install.install(development=False)
    ran(folder)

    install.install()
    assert ran(folder) == ["npm-quasar install --no-save --include=dev", *ROOMS]
    install.install()
    install.install(development=False)
    assert ran(folder) == []


def test_install_updates_only_changed_lists(folder: Path) -> None:
    install.install()
    ran(folder)

    (folder / "requirements.txt").write_text(f"django celery\n{UV}")
    install.install()
    assert ran(folder) == PYTHON

    (folder / "quasar" / "src-pwa" / "package-lock.json").write_text('{"name": "quasar-pwa"}')
    install.install()
    assert ran(folder) == ["npm-src-pwa ci"]


def test_install_repeats_the_package_after_a_change_of_its_metadata(folder: Path) -> None:
    install.install()
    ran(folder)

    (folder / "package" / "pyproject.toml").write_text("[project]")
    install.install()
    assert ran(folder) == ["uv-package"]


def test_install_for_the_application_after_a_change_drops_development(folder: Path) -> None:
    install.install()
    (folder / "quasar" / "package-lock.json").write_text('{"name": "quasar"}')
    ran(folder)

    install.install(development=False)
    assert ran(folder) == ["npm-quasar ci --omit=dev"]
    install.install()
    assert ran(folder) == ["npm-quasar install --no-save --include=dev"]


def test_install_native_is_optional(folder: Path) -> None:
    install.install()
    ran(folder)

    install.install(native=True)
    assert ran(folder) == ["npm-src-capacitor ci", "npm-src-electron ci"]
    install.install(native=True)
    assert ran(folder) == []


def test_install_awscdk_is_optional(folder: Path) -> None:
    install.install()
    ran(folder)

    install.install(awscdk=True)
    assert ran(folder) == ["npm-awscdk ci", "uv-awscdk"]
    install.install(awscdk=True)
    assert ran(folder) == []


@pytest.mark.parametrize(
    ("option", "name"), [("pipeline", "gitlab-ci"), ("documentation", "documentation")]
)
def test_install_of_tools_is_optional(option: str, name: str, folder: Path) -> None:
    install.install()
    ran(folder)

    install.install(**{option: True})
    assert ran(folder) == [f"npm-{name} ci"]


def test_install_repeats_in_a_new_virtual_environment(folder: Path) -> None:
    install.install(awscdk=True)
    ran(folder)

    (folder / "requirements.txt").write_text(f"django celery\n{UV}")
    install.install(awscdk=True)
    assert ran(folder) == ["pip", "uv", "uv-awscdk", "uv-package", "venv"]


def test_install_uses_the_pinned_uv(folder: Path) -> None:
    install.install()
    assert (folder / "venv" / "uv.txt").read_text() == UV


def test_uv_uses_the_indexes_of_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "PIP", [sys.executable, "-m", "pip"])
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = http://one.example/simple\nextra-index-url = http://two.example\n"
        "[install]\nfind-links =\n    /wheels\n    /more-wheels\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "http://three.example http://four.example")
    monkeypatch.setenv("PIP_CERT", "/certificates.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "/uvs-own.pem")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)

    assert install.pip_settings() == {
        "UV_DEFAULT_INDEX": "http://one.example/simple",
        "UV_INDEX": "http://three.example http://four.example",
        "UV_FIND_LINKS": "/wheels,/more-wheels",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def failed_install(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(install, "HOME", tmp_path / "home")
    with pytest.raises(UserError) as ended:
        install.run_installer(["sh", "-c", script], "npm", tmp_path)
    return str(ended.value)


def test_failed_install_shows_its_first_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "echo npm warn old; echo npm error code EUSAGE; seq 30 >&2; exit 1"
    shown = failed_install(script, tmp_path, monkeypatch)

    assert "failed:\n    npm error code EUSAGE\n    1\n" in shown
    assert "\n    npm warn" not in shown
    assert "install-npm.log" in shown
    assert "network" not in shown


def test_failed_install_shows_last_lines_when_none_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = failed_install("seq 20; echo no such package; exit 1", tmp_path, monkeypatch)
    assert "    20\n    no such package\n" in shown


@pytest.mark.parametrize(
    "line",
    [
        "npm error code ENOTFOUND",
        "WARNING: Retrying after 'NewConnectionError: Temporary failure in name resolution'",
        "cause: error sending request for url",
        "W: Failed to fetch: Temporary failure resolving",
    ],
)
def test_failed_install_asks_for_a_network_when_none_was_reached(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = failed_install(f'echo "{line}"; exit 1', tmp_path, monkeypatch)
    assert "Check the network connection" in shown
