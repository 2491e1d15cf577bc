from typing import Any

from rest_framework import serializers

from apps.accounts.models import User
from apps.accounts.serializers.fields import EmailField, HandleField, PasswordField
from apps.accounts.serializers.login import SessionSerializer
from apps.accounts.serializers.passwords import validate_new_password
from apps.core.fields import TextField


class SignUpSerializer(serializers.ModelSerializer[User]):
    email = EmailField()
    handle = HandleField()
    password = PasswordField()

    class Meta:
        model = User
        fields = ("email", "handle", "password")

    def validate_password(self, password: str) -> str:
        # Valid or not, so that all errors come in one response. Cut to the length of valid input,
        # as the comparison with the password takes longer for longer texts.
        typed = {name: str(self.initial_data.get(name, ""))[:254] for name in ("email", "handle")}
        return validate_new_password(password, user=User(**typed))


class ConfirmSignUpSerializer(serializers.ModelSerializer[User]):
    token = TextField(max_length=500, write_only=True)
    handle = HandleField(required=False)

    class Meta:
        model = User
        fields = ("token", "handle")


class ConfirmedSignUpSerializer(serializers.Serializer[dict[str, Any]]):
    email = serializers.EmailField()
    session = SessionSerializer(
        allow_null=True, help_text="Null in another browser than the one that signed up."
    )
