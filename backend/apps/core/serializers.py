from typing import Any

from rest_framework import serializers

from apps.core.fields import TextField


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


class ClientErrorSerializer(serializers.Serializer[dict[str, str]]):
    message = TextField(max_length=500)
    stack = TextField(max_length=4000, allow_blank=True, default="")
    path = TextField(max_length=500)
    release = TextField(max_length=100)
    """File name of the page's entry script, which each build names by its content."""
    failed_request = TextField(max_length=36, allow_blank=True, default="")
    """`X-Request-ID` of the response that caused the error, if one did."""
