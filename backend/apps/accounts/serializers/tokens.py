from typing import Any

from rest_framework import serializers

from apps.core.fields import TextField


class TokensSerializer(serializers.Serializer[dict[str, Any]]):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class RefreshSerializer(serializers.Serializer[dict[str, Any]]):
    refresh = TextField(max_length=2000)
