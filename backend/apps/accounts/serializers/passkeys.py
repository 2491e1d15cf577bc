from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

from apps.accounts.models import Passkey
from apps.core.fields import TextField


class CeremonyField(TextField):
    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[RegexValidator(r"\A[A-Za-z0-9_-]{1,50}\Z")], **options)


class CeremonySerializer(serializers.Serializer[Any]):
    ceremony = serializers.CharField(read_only=True)
    options = serializers.DictField(read_only=True)


class PasskeyAnswerSerializer(serializers.Serializer[dict[str, Any]]):
    ceremony = CeremonyField()
    credential = serializers.DictField()


class NameField(TextField):
    """Name with at least one visible character."""

    def __init__(self) -> None:
        message = serializers.CharField.default_error_messages["blank"]
        super().__init__(max_length=60, validators=[RegexValidator(r"\S", message, "blank")])


class PasskeySerializer(serializers.ModelSerializer[Passkey]):
    name = NameField()

    class Meta:
        model = Passkey
        fields = ("id", "name", "created_at", "last_used_at")
        read_only_fields = ("id", "created_at", "last_used_at")


class NewPasskeySerializer(PasskeyAnswerSerializer):
    name = NameField()
