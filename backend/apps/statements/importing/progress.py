from time import monotonic

from apps.core.websockets import notify_user
from apps.statements.models import Statement

# A page cannot show more updates, whatever the size of the file.
EVENT_INTERVAL_SECONDS = 0.1


def notify_owner(statement: Statement, event_type: str, **details: object) -> None:
    """Send an event to the open pages of the owner, in all browsers."""
    event = {"type": event_type, "statement": str(statement.pk), **details}
    notify_user(user_id=statement.owner_id, event=event)


class Progress:
    """Sends the progress of an import to the open pages of its owner."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.last_sent = 0.0

    def report(self, *, fraction: float, rows: int) -> None:
        """Send the `fraction` of the file's bytes (0 to 1) and the rows parsed so far."""
        if monotonic() - self.last_sent < EVENT_INTERVAL_SECONDS:
            return
        self.last_sent = monotonic()
        details = {"fraction": round(fraction, 3), "rows": rows}
        notify_owner(self.statement, "statement.progress", **details)

    def report_finished(self) -> None:
        notify_owner(self.statement, "statement.finished", status=self.statement.status)
