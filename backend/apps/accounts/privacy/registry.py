"""Registry of the applications' handlers for exporting and erasing user data.

Each application registers in its `AppConfig.ready`, so that accounts does not depend on it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from apps.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    """File of an archive. Its content is read once, in chunks."""

    path: str
    content: Iterable[bytes]


@dataclass(frozen=True, kw_only=True)
class UserDataHandler:
    export: Callable[[User], Iterator[ExportFile]]
    """Called in a transaction. Each file is read before the next is requested."""
    erase: Callable[[User], None]
    """Deletes rows and files in small transactions; called again after an interruption."""


_registered: dict[str, UserDataHandler] = {}


def register_user_data(application: str, handler: UserDataHandler) -> None:
    _registered[application] = handler


def get_user_data_handlers() -> Iterable[UserDataHandler]:
    return _registered.values()
