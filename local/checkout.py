"""Where things are in this checkout."""

from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"
QUASAR = ROOT / "quasar"
E2E = ROOT / "e2e"
AWSCDK = ROOT / "awscdk"
PIPELINE = ROOT / "gitlab-ci"
VENV = ROOT / ".venv"
HOME = ROOT / ".local"
"""Data, logs and state of the running application; nothing in it is committed."""

PYTHON = VENV / "bin" / "python"
NODE = QUASAR / "node_modules" / "node" / "bin"
"""The front end's own Node, once it is installed."""


def package_folder(name: str) -> Path:
    """Where an installed package lies; it is not imported, only its files are wanted."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent
