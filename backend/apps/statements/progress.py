from time import monotonic

from apps.core.live import send_live
from apps.statements.models import Statement

SECONDS_BETWEEN = 0.1
"""A page cannot show more, so nobody is sent more, whatever the file's size."""


def tell_owner(statement: Statement, event_type: str, **details: object) -> None:
    """Let the owner's open pages know, in whichever browser they are."""
    event = {"type": event_type, "statement": str(statement.pk), **details}
    send_live(user_id=statement.owner_id, event=event)


class Progress:
    """Tells the owner's open pages how far an import is."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.last_sent = 0.0

    def reached(self, *, fraction: float, rows: int) -> None:
        """`fraction` of the file's bytes, 0 to 1; `rows` read so far."""
        if monotonic() - self.last_sent < SECONDS_BETWEEN:
            return
        self.last_sent = monotonic()
        details = {"fraction": round(fraction, 3), "rows": rows}
        tell_owner(self.statement, "statement.progress", **details)

    def ended(self) -> None:
        tell_owner(self.statement, "statement.finished", status=self.statement.status)
