import os
import re
import shutil

import pytest

from local import browser
from local.browser import HEADLESS, install_browser
from local.console import UserError


class Machine:
    """A machine with only the given programs, which records installed packages."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *programs: str, user: int) -> None:
        self.programs = set(programs)
        self.commands: list[str] = []
        monkeypatch.setattr(os, "geteuid", lambda: user)
        monkeypatch.setattr(shutil, "which", self._path)
        monkeypatch.setattr(browser, "run_installer", self._run)

    def _path(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.programs else None

    def _run(self, command: list[str], *_: object, **__: str) -> None:
        self.commands.append(" ".join(command))
        if "install" in command:
            self.programs |= {name for name in command if not name.startswith("-")}


def test_install_browser_leaves_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, "google-chrome", "ffmpeg", "apt-get", user=1000)

    install_browser()

    assert machine.commands == []


@pytest.mark.parametrize(
    ("programs", "missing", "advice"),
    [
        (
            ["apt-get", "chromium"],
            "ffmpeg",
            "sudo apt-get update && sudo apt-get install --yes --no-install-recommends ffmpeg",
        ),
        (["ffmpeg"], HEADLESS, "this system's package manager"),
    ],
)
def test_install_browser_tells_an_ordinary_user_what_to_install(
    monkeypatch: pytest.MonkeyPatch, programs: list[str], missing: str, advice: str
) -> None:
    machine = Machine(monkeypatch, *programs, user=1000)

    with pytest.raises(UserError, match=re.escape(advice)) as refused:
        install_browser()

    assert missing in str(refused.value)
    assert machine.commands == []


def test_install_browser_installs_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, "apt-get", user=0)

    install_browser()

    assert {HEADLESS, "ffmpeg"} < machine.programs
    assert [command.split()[1] for command in machine.commands] == ["update", "install"]
