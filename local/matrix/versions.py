"""The combinations of Python and Django that `make test-matrix` tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from local.paths import BACKEND

REQUIREMENTS = BACKEND / "requirements"
DEFAULT_DJANGO = "5.2"


@dataclass(frozen=True)
class Combination:
    python: str
    django: str

    def __str__(self) -> str:
        return f"python{self.python}-django{self.django}"

    @property
    def overlay(self) -> Path | None:
        """Return the list of packages that replace those of `development.txt`."""
        is_default = self.django == DEFAULT_DJANGO
        return None if is_default else REQUIREMENTS / f"django-{self.django}.txt"


# Each version once, and the newest Python with the oldest and the newest Django: a pair that fails
# alone is rare, and each costs as much as `make test-backend`. Django 6 needs Python 3.12.
COMBINATIONS = (
    Combination("3.14", "6.1"),
    Combination("3.14", "5.2"),
    Combination("3.13", "6.1"),
    Combination("3.12", "6.0"),
    Combination("3.11", "5.2"),
)
