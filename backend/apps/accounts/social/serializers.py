from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from social_django.models import UserSocialAuth

from apps.accounts.social.providers import PROVIDERS
from apps.core.fields import FlagField, TextField

LONGEST_CODE = 4096
LONGEST_STATE = 128


class ProviderSerializer(serializers.Serializer[dict[str, str]]):
    backend = serializers.CharField()
    name = serializers.CharField()


class BeginSerializer(serializers.Serializer[dict[str, Any]]):
    link = FlagField(default=False, help_text="To link with the account that is signed in.")


class BegunSerializer(serializers.Serializer[dict[str, str]]):
    url = serializers.URLField(help_text="Of the provider, to send the browser to.")


class AnswerSerializer(serializers.Serializer[dict[str, str]]):
    """What the provider sent the browser back with: a state, and a code or an error."""

    state = TextField(max_length=LONGEST_STATE)
    code = TextField(max_length=LONGEST_CODE, required=False)
    error = TextField(max_length=LONGEST_CODE, required=False)

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        if not attrs.keys() & {"code", "error"}:
            message = _("Send the code or the error that the provider answered with.")
            raise serializers.ValidationError({"code": [message]}, "required")
        return attrs


class LinkedSerializer(serializers.Serializer[dict[str, str]]):
    linked = serializers.CharField(help_text="The provider.")


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
