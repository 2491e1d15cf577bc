import re
from urllib.parse import unquote

from django.core.mail import EmailMessage


def token_in(mail: EmailMessage, *, name: str = "token") -> str:
    """Return the token of the link in a mail."""
    found = re.search(rf"\b{name}=([^\s&]+)", str(mail.body))
    assert found
    return unquote(found[1])
