from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

CURRENCY_PATTERN = r"^[A-Z]{3}$"


class CurrencyField(serializers.RegexField):
    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {"invalid": _("Enter an ISO code, e.g. EUR.")}
        super().__init__(
            CURRENCY_PATTERN, error_messages=messages, **{"allow_blank": True, **options}
        )
