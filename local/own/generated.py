"""Generate the files that follow from others, once a sample application is removed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from local.console import fail, step
from local.paths import BACKEND, HOME, ROOT

COMMANDS = {
    "unused imports": (
        "env",
        ".venv/bin/ruff",
        "check",
        "--quiet",
        "--fix",
        "--unsafe-fixes",
        "--select=F401,F841,I",
        ".",
    ),
    "schemas and types": ("make", "--no-print-directory", "schema"),
    "translations": ("make", "--no-print-directory", "messages"),
    "variables": ("make", "--no-print-directory", "environment"),
    "Kubernetes": ("make", "--no-print-directory", "kubernetes"),
    "costs": ("make", "--no-print-directory", "cost"),
    "format": ("make", "--no-print-directory", "format"),
}


def generate() -> None:
    """Run all generators. Raise UserError with the output of the first that fails."""
    HOME.mkdir(exist_ok=True)
    for name, command in COMMANDS.items():
        with step(name):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                fail(
                    f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}",
                    "`git reset --hard` takes back what `make own` has done so far.",
                )
        if name == "translations":
            for catalog in BACKEND.glob("config/locale/*/LC_MESSAGES/*.po"):
                _drop_obsolete(catalog)


def _drop_obsolete(catalog: Path) -> None:
    """Delete the messages that gettext keeps as comments once no code has them."""
    text = re.sub(r"(?:^#~.*\n)+\n?", "", catalog.read_text(), flags=re.MULTILINE)
    catalog.write_text(text.rstrip("\n") + "\n")
