from time import monotonic

from apps.core.live import send_live
from apps.statements.models import Statement

SECONDS_BETWEEN = 0.1
"""A page cannot show more, so nobody is sent more, whatever the file's size."""


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
        self._send({"type": "statement.progress", "fraction": round(fraction, 3), "rows": rows})

    def ended(self) -> None:
        self._send({"type": "statement.finished", "status": self.statement.status})

    def _send(self, event: dict[str, object]) -> None:
        event["statement"] = str(self.statement.pk)
        send_live(user_id=self.statement.owner_id, event=event)
