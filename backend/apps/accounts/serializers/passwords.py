from typing import Any

from django.contrib.auth import password_validation
from django.core import exceptions
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from apps.accounts.models import User
from apps.accounts.serializers.fields import PasswordField
from apps.accounts.serializers.login import SessionSerializer
from apps.accounts.serializers.tokens import TokensSerializer
from apps.core.fields import TextField


def validate_new_password(password: str, *, user: User | None) -> str:
    try:
        password_validation.validate_password(password, user)
    except exceptions.ValidationError as error:
        raise serializers.ValidationError(list(error.messages)) from error
    return password


class NewPasswordSerializer(serializers.Serializer[dict[str, Any]]):
    password = PasswordField()

    def validate_password(self, password: str) -> str:
        return validate_new_password(password, user=self.context["request"].user)


class ResetSerializer(serializers.Serializer[dict[str, Any]]):
    uid = TextField(max_length=50)
    token = TextField(max_length=200)
    password = PasswordField()


# For browsers, and for other clients.
GrantedSerializer = PolymorphicProxySerializer(
    "Granted", [SessionSerializer, TokensSerializer], resource_type_field_name=None
)
