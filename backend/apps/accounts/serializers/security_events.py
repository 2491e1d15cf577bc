from rest_framework import serializers

from apps.accounts.models import SecurityEvent


class SecurityEventSerializer(serializers.ModelSerializer[SecurityEvent]):
    class Meta:
        model = SecurityEvent
        fields = ("id", "kind", "created_at", "address", "device")
        read_only_fields = fields
