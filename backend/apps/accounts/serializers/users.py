from typing import Any

from rest_framework import serializers

from apps.accounts.models import User
from apps.accounts.serializers.fields import EmailField
from apps.core.fields import TextField


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


class EmailSerializer(serializers.Serializer[dict[str, Any]]):
    email = EmailField()


class LinkSerializer(serializers.Serializer[dict[str, Any]]):
    token = TextField(max_length=1000)


class DetailSerializer(serializers.Serializer[dict[str, Any]]):
    detail = serializers.CharField(read_only=True)
