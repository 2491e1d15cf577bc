from typing import Any

from rest_framework import serializers

from apps.accounts.serializers.fields import EmailField, PasswordField
from apps.accounts.serializers.second_factor import CodeSerializer
from apps.accounts.serializers.users import UserSerializer
from apps.core.fields import TextField


class SignInSerializer(serializers.Serializer[dict[str, Any]]):
    """Email, in any case, and password."""

    email = EmailField()
    password = PasswordField()


class ChallengeAnswerSerializer(CodeSerializer):
    challenge = TextField(max_length=500)


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    access = serializers.CharField(read_only=True)
    user = UserSerializer(read_only=True)
