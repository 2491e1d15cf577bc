"""A copy of the checkout, for tests that change or install one."""

import shutil
import subprocess
from pathlib import Path

from local.paths import ROOT


def copy_checkout(folder: Path) -> None:
    """Copy what git would commit, as it is now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (source := ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
