from rest_framework import serializers

from apps.accounts.models import Session


class OpenSessionSerializer(serializers.ModelSerializer[Session]):
    current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ("id", "device", "address", "client", "created_at", "last_used_at", "current")
        read_only_fields = fields

    def get_current(self, session: Session) -> bool:
        return bool(session == self.context["request"].auth)
