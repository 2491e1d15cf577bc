from typing import Any

from rest_framework import serializers


class CheckSerializer(serializers.Serializer[dict[str, Any]]):
    state = serializers.CharField()
    milliseconds = serializers.FloatField()


class ReadinessSerializer(serializers.Serializer[dict[str, Any]]):
    database = CheckSerializer()
    redis = CheckSerializer()
    migrations = CheckSerializer()


class HealthSerializer(serializers.Serializer[dict[str, str]]):
    state = serializers.CharField()


class DemoSignInSerializer(serializers.Serializer[dict[str, str]]):
    email = serializers.EmailField()
    password = serializers.CharField()


class SiteSerializer(serializers.Serializer[dict[str, Any]]):
    banner = serializers.CharField()
    upload_limit_bytes = serializers.IntegerField()
    demo = DemoSignInSerializer(allow_null=True)
    scaling_open = serializers.BooleanField()
    scaling_public = serializers.BooleanField()
    mailbox = serializers.BooleanField()
