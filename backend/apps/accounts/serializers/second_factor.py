from typing import Any

from rest_framework import serializers

from apps.core.fields import TextField


class CodeSerializer(serializers.Serializer[dict[str, Any]]):
    code = TextField(max_length=20)


class EnrolmentSerializer(serializers.Serializer[Any]):
    secret = serializers.CharField(read_only=True)
    uri = serializers.CharField(read_only=True)


class RecoveryCodesSerializer(serializers.Serializer[dict[str, Any]]):
    recovery_codes = serializers.ListField(child=serializers.CharField(), read_only=True)


class SecondFactorSerializer(serializers.Serializer[dict[str, Any]]):
    totp = serializers.BooleanField(read_only=True)
    recovery_codes_left = serializers.IntegerField(read_only=True)
