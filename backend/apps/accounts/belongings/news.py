from apps.accounts.models import Archive
from apps.accounts.serializers import ArchiveSerializer
from apps.core.live import send_live


def tell_owner(archive: Archive) -> None:
    """Let the owner's open pages know."""
    event = {"type": "archive.changed", "archive": ArchiveSerializer(archive).data}
    send_live(user_id=archive.owner_id, event=event)
