"""Install the dependencies of each folder, and again only after changes of their lists."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from ast import literal_eval
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from local.console import fail, step
from local.errors import error_lines, is_network_error
from local.paths import (
    AWSCDK,
    BACKEND,
    DOCUMENTATION,
    E2E,
    HOME,
    OLDER_POSTGRES,
    PIPELINE,
    PYTHON,
    QUASAR,
    SCALING_PACKAGE,
    SYSTEM_PYTHON,
    VENV,
)

REQUIREMENTS = BACKEND / "requirements" / "development.txt"
BUILD_REQUIREMENTS = BACKEND / "requirements" / "build.txt"
AWSCDK_REQUIREMENTS = AWSCDK / "requirements.txt"
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
# The lists are complete. With dependencies, pip would require each `name[extra]` to be pinned, and
# fail as soon as a newer release of one appears.
PIP_OPTIONS = ["--no-deps", "--require-hashes", "--requirement"]


def install(
    *,
    development: bool = True,
    e2e: bool = False,
    awscdk: bool = False,
    pipeline: bool = False,
    native: bool = False,
    documentation: bool = False,
    older_postgres: bool = False,
) -> None:
    """Install Python and npm packages in parallel, if their lists changed.

    `development`: include npm packages that only builds, tests and linters need. `native`: those of
    the desktop and mobile applications. `older_postgres`: servers of former versions, which only an
    upgrade needs. A second call at the same time, such as by parts of
    `make test`, waits until the first is done.
    """
    asked = {
        QUASAR / "src-pwa": development,
        QUASAR / "src-ssr": development,
        QUASAR / "src-electron": native,
        QUASAR / "src-capacitor": native,
        E2E: e2e,
        AWSCDK: awscdk,
        PIPELINE: pipeline,
        DOCUMENTATION: documentation,
        OLDER_POSTGRES: older_postgres,
    }
    work = [partial(_npm, folder) for folder, is_asked in asked.items() if is_asked]
    work += [partial(_quasar, development=development), partial(_python, awscdk=awscdk)]
    HOME.mkdir(exist_ok=True)
    with (HOME / "install.lock").open("w") as lock, ThreadPoolExecutor(len(work)) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for finished in [pool.submit(each) for each in work]:
            finished.result()


def _python(*, awscdk: bool) -> None:
    stamp = _python_stamp("installed", REQUIREMENTS)
    if not _is_current(*stamp):
        with step("Python packages"):
            shutil.rmtree(VENV, ignore_errors=True)
            run_installer([SYSTEM_PYTHON, "-m", "venv", str(VENV)], "venv", VENV.parent)
            _install_uv()
            _uv("uv", *PIP_OPTIONS, str(REQUIREMENTS))
        _write_stamp(*stamp)
    # A folder has no hash. Editable, so that its changes are live.
    stamp = _python_stamp("installed-package", SCALING_PACKAGE / "pyproject.toml")
    if not _is_current(*stamp):
        with step(f"Python package {SCALING_PACKAGE.name}"):
            build = ["--build-constraints", str(BUILD_REQUIREMENTS)]
            _uv("uv-package", "--no-deps", *build, "--editable", str(SCALING_PACKAGE))
        _write_stamp(*stamp)
    # Separate, as they are large and few commands need them. Pinned to be compatible.
    stamp = _python_stamp("installed-awscdk", AWSCDK_REQUIREMENTS)
    if awscdk and not _is_current(*stamp):
        with step("Python packages of awscdk/"):
            _uv("uv-awscdk", *PIP_OPTIONS, str(AWSCDK_REQUIREMENTS))
        _write_stamp(*stamp)


def _install_uv() -> None:
    """Install the pinned uv with pip; for all others uv takes a fifth of pip's time."""
    pinned = re.search(r"^uv==(.*\\\n)*.*\n", REQUIREMENTS.read_text(), re.MULTILINE)
    assert pinned is not None
    requirement = VENV / "uv.txt"
    requirement.write_text(pinned[0])
    run_installer([*PIP, "install", "--quiet", *PIP_OPTIONS, str(requirement)], "pip", VENV.parent)


def _uv(name: str, *options: str) -> None:
    command = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    run_installer([*command, *options], name, VENV.parent, **pip_settings())


def pip_settings() -> dict[str, str]:
    """Return pip's index settings as variables of uv, which does not read them.

    Variables that are already set are kept.
    """
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=True)
    settings = {}
    # The order of precedence is file, command, environment.
    for line in sorted(listed.stdout.splitlines(), key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = " ".join(literal_eval(value).split())
    found = {
        "UV_DEFAULT_INDEX": settings.get("index-url"),
        "UV_INDEX": settings.get("extra-index-url"),
        "UV_FIND_LINKS": settings.get("find-links", "").replace(" ", ","),
        "SSL_CERT_FILE": settings.get("cert"),
        # Any of several indexes, as in pip; the hashes are verified.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    return {name: value for name, value in found.items() if value and name not in os.environ}


def _quasar(*, development: bool) -> None:
    stamp, complete = _npm_stamp(QUASAR), _npm_stamp(QUASAR, ".installed-development")
    if not _is_current(*stamp):
        _run_npm(QUASAR, "ci", "--include=dev" if development else "--omit=dev")
        _write_stamp(*stamp)
    elif development and not _is_current(*complete):
        # Adds missing packages; `npm ci` would remove those of a running `make up`.
        _run_npm(QUASAR, "install", "--no-save", "--include=dev")
    if development:
        _write_stamp(*complete)


def _npm(folder: Path) -> None:
    stamp = _npm_stamp(folder)
    if not _is_current(*stamp):
        _run_npm(folder, "ci")
        _write_stamp(*stamp)


def _run_npm(folder: Path, *command: str) -> None:
    npm = ["npm", *command, "--no-audit", "--no-fund", "--loglevel=error"]
    with step(f"npm packages of {folder.name}/"):
        run_installer(npm, f"npm-{folder.name}", folder)


def run_installer(command: list[str], name: str, folder: Path, **variables: str) -> None:
    """Run the command; raise UserError with its first error if it fails.

    `name`: of its log. `variables`: additional environment variables.
    """
    log = HOME / "logs" / f"install-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | variables, stdout=output, stderr=subprocess.STDOUT
        )
    if done.returncode:
        said = log.read_text(errors="replace")
        error = "\n    ".join(error_lines(said))
        advice = "Check the network connection. " if is_network_error(said) else ""
        fail(
            f"`{' '.join(command)}` failed:\n    {error}",
            f"{advice}The full output is in {log.relative_to(HOME.parent)}.",
        )


def _python_stamp(name: str, requirements: Path) -> tuple[Path, str]:
    version = sys.version.encode()
    return VENV / name, _digest(requirements.read_bytes() + version)


def _npm_stamp(folder: Path, name: str = ".installed") -> tuple[Path, str]:
    # npm removes unknown files, unless their names begin with a dot.
    return folder / "node_modules" / name, _digest((folder / "package-lock.json").read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_current(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def _write_stamp(stamp: Path, digest: str) -> None:
    unfinished = stamp.with_suffix(".new")
    unfinished.write_text(digest)
    os.replace(unfinished, stamp)
