from typing import Any

from rest_framework import serializers


class TicketSerializer(serializers.Serializer[dict[str, Any]]):
    ticket = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True, help_text="Seconds.")
