"""Generate the files that follow from others, once a sample application is removed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.console import fail, step
from local.paths import BACKEND, HOME, NODE, ROOT

RUFF = ".venv/bin/ruff"
# F841: a name for what only a sample used.
UNUSED = ("--fix", "--unsafe-fixes", "--select=F401,F841,I")
MAKE = ("make", "--no-print-directory")
SECRETS = ".secrets.baseline"
# Folders with a Prettier of their own, and what it formats there.
FORMATTED = {"quasar": (".html", ".js", ".json", ".scss", ".ts", ".vue"), "e2e": (".ts",)}


def generate(changed: Collection[str]) -> None:
    """Run all generators and format the changed files. Raise UserError if one of them fails."""
    HOME.mkdir(exist_ok=True)
    # The generators are in the packages. Not in `_run`: this prints its progress.
    if subprocess.run([*MAKE, "install-e2e", "install-awscdk"], cwd=ROOT).returncode:
        fail("The packages could not be installed.", "The reason is above. Then run it again.")
    with step("unused imports"):
        _run([RUFF, "check", "--quiet", *UNUSED, "."])
    # Side by side, as each waits for Python or Node to start several times.
    with ThreadPoolExecutor() as pool:
        for job in [pool.submit(_schemas), pool.submit(_messages_and_manifests)]:
            job.result()
    with step("reference"):
        _run([*MAKE, "reference"])
    with step("format"):
        _run([RUFF, "format", "--quiet", "."])
        for folder, endings in FORMATTED.items():
            files = [
                str(Path(file).relative_to(folder))
                for file in changed
                if file.startswith(f"{folder}/")
                and file.endswith(endings)
                and (ROOT / file).exists()
            ]
            prettier = ["node_modules/.bin/prettier", "--write", "--log-level=warn", *files]
            _run([str(NODE / "node"), *prettier], folder=ROOT / folder)
    with step("lines of known secrets"):
        known: dict[str, object] = json.loads((ROOT / SECRETS).read_text())["results"]
        present = [file for file in known if (ROOT / file).exists()]
        # 3: the lines have changed, and the list was corrected.
        _run([".venv/bin/detect-secrets-hook", "--baseline", SECRETS, *present], ok=(0, 3))


def _schemas() -> None:
    with step("schemas, types, variables"):
        _run([*MAKE, "schema", "environment"])


def _messages_and_manifests() -> None:
    with step("translations, manifests, costs"):
        _run([*MAKE, "messages"])
        for catalog in BACKEND.glob("config/locale/*/LC_MESSAGES/*.po"):
            _drop_obsolete(catalog)
        _run([*MAKE, "kubernetes", "cost"])


def _run(command: Sequence[str], *, folder: Path = ROOT, ok: Collection[int] = (0,)) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode not in ok:
        fail(
            f"`{' '.join(command[:6])}` failed:\n{done.stdout}{done.stderr}",
            "Run it again when the cause is removed.",
        )


def _drop_obsolete(catalog: Path) -> None:
    """Delete the messages that gettext keeps as comments once no code has them."""
    text = re.sub(r"(?:^#~.*\n)+\n?", "", catalog.read_text(), flags=re.MULTILINE)
    catalog.write_text(text.rstrip("\n") + "\n")
