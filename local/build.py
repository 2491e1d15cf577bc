"""`python -m local.build`: build the front end; unchanged sources are not built again."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from local.console import run, step
from local.environment import frontend_environment
from local.paths import NODE, QUASAR

MODES = ("pwa", "ssr")
EXCLUDED = {
    "node_modules",
    "dist",
    ".quasar",
    "coverage",
    "test",
    # Builds of other modes: local/build_targets.py.
    "src-electron",
    "src-capacitor",
}


def main() -> None:
    sources = _digest()
    for mode in MODES:
        stamp = QUASAR / "dist" / f"{mode}.built"
        if stamp.exists() and stamp.read_text() == sources:
            continue
        # The stamp must not confirm a failed build.
        stamp.unlink(missing_ok=True)
        with step(f"build of the {mode.upper()}"):
            command = [str(NODE / "node"), "node_modules/.bin/quasar", "build", "--mode", mode]
            done = subprocess.run(
                command,
                cwd=QUASAR,
                env=frontend_environment(port=0, routes="[]"),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        if done.returncode:
            sys.exit(f"{done.stdout}\n`{' '.join(command)}` failed.")
        stamp.write_text(sources)


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_files(QUASAR)):
        digest.update(str(path.relative_to(QUASAR)).encode() + path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in EXCLUDED or path.name.endswith(".spec.ts"):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


if __name__ == "__main__":
    run(main)
