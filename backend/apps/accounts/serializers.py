from typing import Any

from django.contrib.auth import password_validation
from django.core import exceptions
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.validators import UniqueValidator
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer

from apps.accounts.models import User, normalise_email


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "email", "handle", "is_staff")


class SignUpSerializer(serializers.ModelSerializer[User]):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(write_only=True, max_length=128, trim_whitespace=False)

    class Meta:
        model = User
        fields = ("id", "email", "handle", "password")
        extra_kwargs = {
            "handle": {
                "validators": [
                    *User._meta.get_field("handle").validators,
                    UniqueValidator(User.objects.all(), _("This handle is taken."), "iexact"),
                ]
            }
        }

    def validate_email(self, email: str) -> str:
        email = normalise_email(email)
        if User.objects.filter(email=email).exists():
            raise serializers.ValidationError(_("An account with this address exists."), "unique")
        return email

    def validate_password(self, password: str) -> str:
        # What was typed, valid or not: a password is judged beside it in the same answer.
        # No more of it than a valid one could have: likeness costs time by length.
        typed = {name: str(self.initial_data.get(name, ""))[:254] for name in ("email", "handle")}
        try:
            password_validation.validate_password(password, User(**typed))
        except exceptions.ValidationError as error:
            raise serializers.ValidationError(list(error.messages)) from error
        return password

    def create(self, validated_data: dict[str, Any]) -> User:
        try:
            with transaction.atomic():
                return User.objects.create_user(**validated_data)
        except IntegrityError as error:
            raise serializers.ValidationError(
                _("This address or handle was taken a moment ago."), "unique"
            ) from error


class SignInSerializer(TokenObtainPairSerializer):
    """E-mail address, in whatever case, and password for an access and a refresh token."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        attrs["email"] = normalise_email(attrs["email"])
        return super().validate(attrs)


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    access = serializers.CharField(read_only=True)
    user = UserSerializer(read_only=True)


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    ticket = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True, help_text="Seconds.")
