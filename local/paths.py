"""Paths in this checkout."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"
SCALING_PACKAGE = BACKEND / "packages" / "celery-scale-to-zero"
QUASAR = ROOT / "quasar"
E2E = ROOT / "e2e"
AWSCDK = ROOT / "awscdk"
PIPELINE = ROOT / "gitlab-ci"
OLDER_POSTGRES = ROOT / "local" / "older_postgres"
DOCUMENTATION = ROOT / "documentation"
VENV = ROOT / ".venv"
# Data, logs and state of the running application; nothing in it is committed.
HOME = ROOT / ".local"

PYTHON = VENV / "bin" / "python"
# Creates `VENV`, so it is never the Python of `VENV`, even if that is active.
SYSTEM_PYTHON: str = getattr(sys, "_base_executable", sys.executable)
# The front end's own Node, once installed.
NODE = QUASAR / "node_modules" / "node" / "bin"


def package_folder(name: str) -> Path:
    """Return the folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent
