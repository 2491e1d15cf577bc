"""Install what the rooms need, each once, and again only when its list changed."""

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from local.checkout import AWSCDK, BACKEND, E2E, HOME, PIPELINE, PYTHON, QUASAR, VENV
from local.terminal import refuse, step

REQUIREMENTS = BACKEND / "requirements" / "development.txt"
AWSCDK_REQUIREMENTS = AWSCDK / "requirements.txt"


def install(*, e2e: bool = False, awscdk: bool = False, pipeline: bool = False) -> None:
    """Python and npm packages side by side; nothing where nothing changed."""
    asked = {E2E: e2e, AWSCDK: awscdk, PIPELINE: pipeline}
    rooms = [QUASAR, *(room for room, is_asked in asked.items() if is_asked)]
    work = [partial(_npm, room) for room in rooms if not _is_current(*_npm_stamp(room))]
    work.append(partial(_python, awscdk=awscdk))
    with ThreadPoolExecutor() as pool:
        for finished in [pool.submit(each) for each in work]:
            finished.result()


def _python(*, awscdk: bool) -> None:
    stamp = _python_stamp("installed", REQUIREMENTS)
    if not _is_current(*stamp):
        with step("Python packages"):
            shutil.rmtree(VENV, ignore_errors=True)
            # Never the one that is being replaced, even where it is the active one.
            python: str = getattr(sys, "_base_executable", sys.executable)
            _run([python, "-m", "venv", str(VENV)], "venv", VENV.parent)
            _pip(REQUIREMENTS, "pip")
        _write_stamp(*stamp)
    # On top of the others, and pinned to fit them: they are large, and few commands need them.
    stamp = _python_stamp("installed-awscdk", AWSCDK_REQUIREMENTS)
    if awscdk and not _is_current(*stamp):
        with step("Python packages of awscdk/"):
            _pip(AWSCDK_REQUIREMENTS, "pip-awscdk")
        _write_stamp(*stamp)


def _pip(requirements: Path, name: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # The list is complete. Asked for dependencies, pip wants each `name[extra]` pinned as such too,
    # and fails as soon as a newer release of one appears.
    pip += ["--no-deps", "--require-hashes", "--requirement", str(requirements)]
    _run(pip, name, VENV.parent)


def _npm(room: Path) -> None:
    with step(f"npm packages of {room.name}/"):
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], f"npm-{room.name}", room)
    _write_stamp(*_npm_stamp(room))


def _run(command: list[str], name: str, folder: Path) -> None:
    log = HOME / "logs" / f"install-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        done = subprocess.run(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    if done.returncode:
        last = "\n    ".join(log.read_text(errors="replace").splitlines()[-15:])
        refuse(
            f"`{' '.join(command)}` failed:\n    {last}",
            f"Is there a network? All it said is in {log.relative_to(HOME.parent)}.",
        )


def _python_stamp(name: str, requirements: Path) -> tuple[Path, str]:
    version = sys.version.encode()
    return VENV / name, _digest(requirements.read_bytes() + version)


def _npm_stamp(room: Path) -> tuple[Path, str]:
    locks = sorted((room / "package-lock.json", *room.glob("src-*/package-lock.json")))
    return room / "node_modules" / "installed", _digest(b"".join(map(Path.read_bytes, locks)))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_current(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def _write_stamp(stamp: Path, digest: str) -> None:
    unfinished = stamp.with_suffix(".new")
    unfinished.write_text(digest)
    os.replace(unfinished, stamp)
