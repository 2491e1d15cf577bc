"""What the applications keep of somebody. Each says so itself, so that accounts knows none of them.

An application registers when it is ready; its owner takes everything along as an archive, or has
everything erased.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from apps.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file of the archive. Its content is read once, and never as a whole."""

    path: str
    content: Iterable[bytes]


@dataclass(frozen=True, kw_only=True)
class Belongings:
    export: Callable[[User], Iterator[Entry]]
    """Called within a transaction. Each entry is read before the next is asked for."""
    erase: Callable[[User], None]
    """Rows and files, in small transactions of its own; called again after an interruption."""


_registered: dict[str, Belongings] = {}


def register(application: str, belongings: Belongings) -> None:
    _registered[application] = belongings


def belongings_of_all() -> Iterable[Belongings]:
    return _registered.values()
