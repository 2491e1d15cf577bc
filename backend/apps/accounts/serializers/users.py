from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
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
            "currency",
            "region",
        )
        read_only_fields = fields


class PreferencesSerializer(serializers.ModelSerializer[User]):
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    currency = serializers.RegexField(
        r"^[A-Z]{3}$",
        required=False,
        allow_blank=True,
        error_messages={"invalid": _("Enter an ISO code, e.g. EUR.")},
    )
    region = serializers.RegexField(
        r"^[A-Z]{2}$",
        required=False,
        allow_blank=True,
        error_messages={"invalid": _("Enter the code of a country, e.g. DE.")},
    )

    class Meta:
        model = User
        fields = ("language", "theme", "currency", "region")


class EmailSerializer(serializers.Serializer[dict[str, Any]]):
    email = EmailField()


class LinkSerializer(serializers.Serializer[dict[str, Any]]):
    token = TextField(max_length=1000)


class DetailSerializer(serializers.Serializer[dict[str, Any]]):
    detail = serializers.CharField(read_only=True)
