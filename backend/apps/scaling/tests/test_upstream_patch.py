"""The patch for kombu in `documentation/upstream/` applies, and closes both holes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import kombu
from django.conf import settings

UPSTREAM = Path(__file__).resolve().parents[4] / "documentation" / "upstream"
PATCH = UPSTREAM / "kombu-5.7-atomic-fetch.patch"


def lost_messages(folder: Path | None = None) -> int:
    """Return the number of lost messages with the kombu in this folder, or the installed one."""
    environment = {**os.environ, "PYTHONPATH": str(folder or "")}
    script = [sys.executable, str(UPSTREAM / "lost_messages.py"), settings.REDIS_URL]
    return subprocess.run(script, env=environment, check=False).returncode


def test_installed_kombu_loses_two_messages() -> None:
    assert lost_messages() == 2


def test_patched_kombu_loses_no_message(tmp_path: Path) -> None:
    [installed] = kombu.__path__
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(installed, tmp_path / "kombu", ignore=ignored)
    # Not a repository, whose ignored paths git would not change.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    command = ["git", "apply", "--unidiff-zero", str(PATCH)]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert lost_messages(tmp_path) == 0
