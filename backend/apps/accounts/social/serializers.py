from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from social_django.models import UserSocialAuth

from apps.accounts.social.providers import PROVIDERS
from apps.core.fields import FlagField, TextField

MAX_CODE_LENGTH = 4096
MAX_STATE_LENGTH = 128


class ProviderSerializer(serializers.Serializer[dict[str, str]]):
    backend = serializers.CharField()
    name = serializers.CharField()


class BeginSerializer(serializers.Serializer[dict[str, Any]]):
    link = FlagField(default=False, help_text="Link with the signed-in account.")


class BegunSerializer(serializers.Serializer[dict[str, str]]):
    url = serializers.URLField(help_text="URL of the provider to send the browser to.")


class AnswerSerializer(serializers.Serializer[dict[str, str]]):
    """Query of the provider's redirect: a state, and a code or an error."""

    state = TextField(max_length=MAX_STATE_LENGTH)
    code = TextField(max_length=MAX_CODE_LENGTH, required=False)
    error = TextField(max_length=MAX_CODE_LENGTH, required=False)

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        if not attrs.keys() & {"code", "error"}:
            message = _("Send the code or the error of the provider's redirect.")
            raise serializers.ValidationError({"code": [message]}, "required")
        return attrs


class LinkedSerializer(serializers.Serializer[dict[str, str]]):
    linked = serializers.CharField(help_text="Name of the provider.")


class ConfirmEmailSerializer(serializers.Serializer[dict[str, str]]):
    detail = serializers.CharField()
    code = serializers.CharField()


class SocialAccountSerializer(serializers.ModelSerializer[UserSocialAuth]):
    backend = serializers.CharField(source="provider")
    name = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(source="created")

    class Meta:
        model = UserSocialAuth
        fields = ("backend", "name", "created_at")

    def get_name(self, account: UserSocialAuth) -> str:
        provider = PROVIDERS.get(account.provider)
        return provider.title if provider else account.provider
