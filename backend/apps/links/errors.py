"""Errors of the domain, with a message for the user."""

from django_stubs_ext import StrOrPromise


class NotFoundError(Exception):
    """The link or comment does not exist, or is no longer live."""


class ForbiddenError(Exception):
    """The user may not do this to the link or comment."""

    def __init__(self, message: StrOrPromise) -> None:
        super().__init__(message)
        self.message = message


class InvalidInputError(Exception):
    """The value of `field` is not valid."""

    def __init__(self, field: str, message: StrOrPromise) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message
