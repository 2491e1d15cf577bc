from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.serializers.fields import PasswordField
from apps.accounts.serializers.passkeys import CeremonyField
from apps.core.fields import TextField


class ConfirmationSerializer(serializers.Serializer[dict[str, Any]]):
    """Exactly one of password, code and passkey."""

    password = PasswordField(required=False)
    code = TextField(max_length=20, required=False)
    ceremony = CeremonyField(required=False)
    credential = serializers.DictField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        factors = {"password", "code", "ceremony"} & set(attrs)
        if len(factors) != 1 or ("ceremony" in attrs) != ("credential" in attrs):
            raise serializers.ValidationError(
                _("Send exactly one of password, code, or ceremony with credential.")
            )
        return attrs
