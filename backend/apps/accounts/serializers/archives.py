from rest_framework import serializers

from apps.accounts.models import Archive
from apps.core.storage.signed_urls import create_signed_url


class ArchiveSerializer(serializers.ModelSerializer[Archive]):
    problem = serializers.CharField(
        read_only=True, help_text="Reason of a failure; empty otherwise."
    )
    url = serializers.SerializerMethodField()

    class Meta:
        model = Archive
        fields = ("id", "status", "problem", "size", "created_at", "ready_at", "expires_at", "url")
        read_only_fields = fields

    def get_url(self, archive: Archive) -> str | None:
        """Return a signed URL that is valid for minutes and needs no login."""
        if not archive.is_there:
            return None
        return create_signed_url(archive.file, filename=archive.filename).url
