"""A running application, as the tests know it besides its URL."""

from collections.abc import Callable
from dataclasses import dataclass

from black_box.site import Site

STOP_TIMEOUT_SECONDS = 60


class NotAvailableError(Exception):
    """The target cannot run on this machine; the message is the reason."""


@dataclass(frozen=True, kw_only=True)
class Target:
    site: Site
    email: str
    """The email address of an operator."""
    password: str
    stop: Callable[[], None] | None = None
    """Send SIGTERM to every process. Raise AssertionError if one does not end by itself."""
    without_pages: str = ""
    """Why no front end runs."""
