import re

from django.utils.translation import gettext_lazy as _

from apps.links.errors import InvalidInputError

# Control characters, bidirectional overrides, lone surrogates and U+FFFE: all that XML 1.0, and so
# a feed, does not allow, and some more.
FORBIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def normalize_text(text: str, *, field: str) -> str:
    """Return the text with \\n line endings. Raise InvalidInputError."""
    if FORBIDDEN_CHARACTERS.search(text):
        raise InvalidInputError(field, _("The text contains an unsupported character."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
