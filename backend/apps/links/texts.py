import re

from django.utils.translation import gettext_lazy as _

from apps.links.errors import InvalidError

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, what turns the direction of the text after it, and halves of a character."""


def cleaned(text: str, *, field: str) -> str:
    """With one kind of line end. Raises InvalidError."""
    if UNREADABLE.search(text):
        raise InvalidError(field, _("There is a character in it that cannot be shown."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
