"""Images as folders with the backend's code, run by this checkout's Python."""

import shutil
from pathlib import Path

from local.paths import BACKEND, SCALING_PACKAGE

IGNORED = shutil.ignore_patterns("tests", "static", "requirements", "scripts", "packages")


class Images:
    def __init__(self, home: Path) -> None:
        self._home = home / "images"

    def folder(self, image: str) -> Path:
        return self._home / tag(image)

    def build(self, image: str) -> Path:
        """Copy the checkout. Changes in the folder change the image."""
        folder = self.folder(image)
        folder.parent.mkdir(exist_ok=True)
        shutil.copytree(BACKEND, folder, ignore=IGNORED)
        shutil.copytree(SCALING_PACKAGE / "src", folder, ignore=IGNORED, dirs_exist_ok=True)
        return folder


def tag(image: str) -> str:
    return image.rpartition(":")[2]
