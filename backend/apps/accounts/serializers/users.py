from typing import Any

from django.conf import settings
from rest_framework import serializers

from apps.accounts.models import User
from apps.accounts.serializers.fields import EmailField
from apps.core.fields import TextField


class UserSerializer(serializers.ModelSerializer[User]):
    has_password = serializers.BooleanField()
    second_factor = serializers.BooleanField(source="has_second_factor")
    # Not its choices: it is empty until the user has chosen.
    theme = serializers.CharField()

    class Meta:
        model = User
        fields = (
            "id",
            "email",
            "handle",
            "is_staff",
            "has_password",
            "second_factor",
            "deletion_due_at",
            "language",
            "theme",
        )
        read_only_fields = fields


class PreferencesSerializer(serializers.ModelSerializer[User]):
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)

    class Meta:
        model = User
        fields = ("language", "theme")


class EmailSerializer(serializers.Serializer[dict[str, Any]]):
    email = EmailField()


class LinkSerializer(serializers.Serializer[dict[str, Any]]):
    token = TextField(max_length=1000)


class DetailSerializer(serializers.Serializer[dict[str, Any]]):
    detail = serializers.CharField(read_only=True)
