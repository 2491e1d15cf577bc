"""Install the browser of the tests, Debian's headless Chromium, and ffmpeg for the videos."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress

from local.console import UserError, fail, step
from local.install import run_installer
from local.paths import E2E, HOME

# Headless, as a browser's own pages take as much CPU as those of the tests.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")


def install_browser() -> None:
    has_apt = shutil.which("apt-get") is not None
    may_install = has_apt and os.geteuid() == 0
    if missing := _missing():
        if not may_install:
            fail(
                f"The browser tests need {' and '.join(missing)}.",
                f"Install it: sudo apt-get update && sudo {_command(missing)}"
                if has_apt
                else "Install it with this system's package manager, so that PATH has it.",
            )
        _install(missing)
        if still := _missing():
            names = " and ".join(still)
            fail(f"The package did not install {names}.", f"Install {names} so that PATH has it.")
    elif may_install and not shutil.which(HEADLESS):
        # The present browser works too, and not every distribution has this one.
        with suppress(UserError):
            _install([HEADLESS])


def _install(packages: list[str]) -> None:
    with step(f"Debian's {' and '.join(packages)}"):
        for command in ("apt-get update", _command(packages)):
            run_installer(command.split(), "apt", HOME.parent, DEBIAN_FRONTEND="noninteractive")


def _command(packages: list[str]) -> str:
    return f"apt-get install --yes --no-install-recommends {' '.join(packages)}"


def browser_environment() -> dict[str, str]:
    """Return the variables for Playwright, with a link to ffmpeg where it searches its own."""
    listed = json.loads((E2E / "node_modules/playwright-core/browsers.json").read_text())
    revision = next(each["revision"] for each in listed["browsers"] if each["name"] == "ffmpeg")
    folder = HOME / "playwright" / f"ffmpeg-{revision}"
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "ffmpeg-linux"
    link.unlink(missing_ok=True)
    link.symlink_to(shutil.which("ffmpeg") or "")
    return {"PLAYWRIGHT_BROWSERS_PATH": str(folder.parent), "CHROMIUM": _browser() or ""}


def _missing() -> list[str]:
    found = {HEADLESS: _browser(), "ffmpeg": shutil.which("ffmpeg")}
    return [name for name, path in found.items() if not path]


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
