from typing import Any

from django.contrib.auth import password_validation
from django.core import exceptions
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from apps.accounts.models import Archive, Passkey, SecurityEvent, Session, User, normalise_email
from apps.core.fields import TextField
from apps.core.private_files import link_to


class UserSerializer(serializers.ModelSerializer[User]):
    has_password = serializers.BooleanField()
    second_factor = serializers.BooleanField(source="has_second_factor")

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
        )
        read_only_fields = fields


class AddressField(serializers.EmailField):
    """In lower case, as addresses are kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def to_internal_value(self, data: Any) -> str:
        return normalise_email(super().to_internal_value(data))


class PasswordField(TextField):
    def __init__(self, **options: Any) -> None:
        super().__init__(write_only=True, max_length=128, **options)


class HandleField(TextField):
    """One that nobody has."""

    def __init__(self, **options: Any) -> None:
        taken = UniqueValidator(User.objects.all(), _("This handle is taken."), "iexact")
        own: list[Any] = [*User._meta.get_field("handle").validators, taken]
        super().__init__(validators=own, **options)


class SignInSerializer(serializers.Serializer[dict[str, Any]]):
    """E-mail address, in whatever case, and password."""

    email = AddressField()
    password = PasswordField()


class SignUpSerializer(serializers.ModelSerializer[User]):
    email = AddressField()
    handle = HandleField()
    password = PasswordField()

    class Meta:
        model = User
        fields = ("email", "handle", "password")

    def validate_password(self, password: str) -> str:
        # What was typed, valid or not: a password is judged beside it in the same answer.
        # No more of it than a valid one could have: likeness costs time by length.
        typed = {name: str(self.initial_data.get(name, ""))[:254] for name in ("email", "handle")}
        return good_password(password, user=User(**typed))


def good_password(password: str, *, user: User | None) -> str:
    try:
        password_validation.validate_password(password, user)
    except exceptions.ValidationError as error:
        raise serializers.ValidationError(list(error.messages)) from error
    return password


class DetailSerializer(serializers.Serializer[dict[str, Any]]):
    detail = serializers.CharField(read_only=True)


class ConfirmSignUpSerializer(serializers.ModelSerializer[User]):
    token = TextField(max_length=500, write_only=True)
    handle = HandleField(required=False)

    class Meta:
        model = User
        fields = ("token", "handle")


class EmailSerializer(serializers.Serializer[dict[str, Any]]):
    email = AddressField()


class LinkSerializer(serializers.Serializer[dict[str, Any]]):
    token = TextField(max_length=1000)


class ResetSerializer(serializers.Serializer[dict[str, Any]]):
    uid = TextField(max_length=50)
    token = TextField(max_length=200)
    password = PasswordField()


class NewPasswordSerializer(serializers.Serializer[dict[str, Any]]):
    password = PasswordField()

    def validate_password(self, password: str) -> str:
        return good_password(password, user=self.context["request"].user)


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    access = serializers.CharField(read_only=True)
    user = UserSerializer(read_only=True)


class TokensSerializer(serializers.Serializer[dict[str, Any]]):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


GrantedSerializer = PolymorphicProxySerializer(
    "Granted", [SessionSerializer, TokensSerializer], resource_type_field_name=None
)
"""To a browser, or to others."""


class RefreshSerializer(serializers.Serializer[dict[str, Any]]):
    refresh = TextField(max_length=2000)


class OpenSessionSerializer(serializers.ModelSerializer[Session]):
    current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ("id", "device", "address", "client", "created_at", "last_used_at", "current")
        read_only_fields = fields

    def get_current(self, session: Session) -> bool:
        return bool(session == self.context["request"].auth)


class SecurityEventSerializer(serializers.ModelSerializer[SecurityEvent]):
    class Meta:
        model = SecurityEvent
        fields = ("id", "kind", "created_at", "address", "device")
        read_only_fields = fields


class CodeSerializer(serializers.Serializer[dict[str, Any]]):
    code = TextField(max_length=20)


class ChallengeAnswerSerializer(CodeSerializer):
    challenge = TextField(max_length=500)


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
    """Something that can be seen."""

    def __init__(self) -> None:
        seen = RegexValidator(r"\S", serializers.CharField.default_error_messages["blank"], "blank")
        super().__init__(max_length=60, validators=[seen])


class PasskeySerializer(serializers.ModelSerializer[Passkey]):
    name = NameField()

    class Meta:
        model = Passkey
        fields = ("id", "name", "created_at", "last_used_at")
        read_only_fields = ("id", "created_at", "last_used_at")


class NewPasskeySerializer(PasskeyAnswerSerializer):
    name = NameField()


class ConfirmationSerializer(serializers.Serializer[dict[str, Any]]):
    """One proof of the three."""

    password = PasswordField(required=False)
    code = TextField(max_length=20, required=False)
    ceremony = CeremonyField(required=False)
    credential = serializers.DictField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        proofs = {"password", "code", "ceremony"} & set(attrs)
        if len(proofs) != 1 or ("ceremony" in attrs) != ("credential" in attrs):
            raise serializers.ValidationError(
                _("Give a password, a code, or the answer of a passkey: exactly one of them.")
            )
        return attrs


class EnrolmentSerializer(serializers.Serializer[Any]):
    secret = serializers.CharField(read_only=True)
    uri = serializers.CharField(read_only=True)


class RecoveryCodesSerializer(serializers.Serializer[dict[str, Any]]):
    recovery_codes = serializers.ListField(child=serializers.CharField(), read_only=True)


class SecondFactorSerializer(serializers.Serializer[dict[str, Any]]):
    totp = serializers.BooleanField(read_only=True)
    recovery_codes_left = serializers.IntegerField(read_only=True)


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    ticket = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True, help_text="Seconds.")


class ArchiveSerializer(serializers.ModelSerializer[Archive]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = Archive
        fields = ("id", "status", "size", "created_at", "ready_at", "expires_at", "url")
        read_only_fields = fields

    def get_url(self, archive: Archive) -> str | None:
        """Signed, and good for minutes: whoever holds it may fetch the file."""
        if not archive.is_there:
            return None
        return link_to(archive.file, filename=archive.filename).url


class DeletionSerializer(serializers.Serializer[dict[str, Any]]):
    due_at = serializers.DateTimeField(read_only=True)
