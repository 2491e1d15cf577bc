"""The browser of the tests: Debian's Chromium, and ffmpeg for the videos."""

import json
import os
import shutil
import subprocess

from local.checkout import E2E, HOME
from local.terminal import refuse, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def install_browser() -> None:
    missing = _missing()
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
    if still := _missing():
        names = " and ".join(still)
        refuse(f"The package of {names} brought none.", f"Install {names} so that PATH has it.")


def browser_environment() -> dict[str, str]:
    """Where Playwright finds the browser, and an ffmpeg in the place where it looks for its own."""
    listed = json.loads((E2E / "node_modules/playwright-core/browsers.json").read_text())
    revision = next(each["revision"] for each in listed["browsers"] if each["name"] == "ffmpeg")
    folder = HOME / "playwright" / f"ffmpeg-{revision}"
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "ffmpeg-linux"
    link.unlink(missing_ok=True)
    link.symlink_to(shutil.which("ffmpeg") or "")
    return {"PLAYWRIGHT_BROWSERS_PATH": str(folder.parent), "CHROMIUM": _browser() or ""}


def _missing() -> list[str]:
    found = {"chromium": _browser(), "ffmpeg": shutil.which("ffmpeg")}
    return [name for name, path in found.items() if not path]


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
