"""The browser of the tests: Debian's Chromium, and ffmpeg for the videos."""

import json
import os
import shutil
import subprocess

from local.checkout import E2E, HOME
from local.terminal import refuse, step

NEEDED = ("chromium", "ffmpeg")


def install_browser() -> None:
    missing = [name for name in NEEDED if not shutil.which(name)]
    if not missing:
        return
    command = f"apt-get install --yes --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        refuse(
            f"The browser tests need {' and '.join(missing)}.",
            f"Install it: sudo apt-get update && sudo {command}",
        )
    with step(f"Debian's {' and '.join(missing)}"):
        for each in ("apt-get update", command):
            done = subprocess.run(
                each.split(),
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                capture_output=True,
                text=True,
            )
            if done.returncode:
                refuse(f"`{each}` failed: {done.stderr.strip()}", "Is there a network?")


def browser_environment() -> dict[str, str]:
    """Where Playwright finds the browser, and an ffmpeg in the place where it looks for its own."""
    listed = json.loads((E2E / "node_modules/playwright-core/browsers.json").read_text())
    revision = next(each["revision"] for each in listed["browsers"] if each["name"] == "ffmpeg")
    folder = HOME / "playwright" / f"ffmpeg-{revision}"
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "ffmpeg-linux"
    if not link.exists():
        link.symlink_to(str(shutil.which("ffmpeg")))
    return {
        "PLAYWRIGHT_BROWSERS_PATH": str(folder.parent),
        "CHROMIUM": str(shutil.which("chromium")),
    }
