from typing import Any

from rest_framework import serializers


class DeletionSerializer(serializers.Serializer[dict[str, Any]]):
    due_at = serializers.DateTimeField(read_only=True)
