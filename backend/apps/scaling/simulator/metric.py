from bisect import bisect_right
from itertools import takewhile


class Metric:
    """A number in CloudWatch, published at fixed moments and, where asked, in between.

    What is published at the fixed moments is looked up from when the number changed, so that no
    event a minute is needed.
    """

    def __init__(self, *, every: int, phase: float) -> None:
        """`every` and `phase` in seconds: published at `phase`, `phase + every`, …"""
        self._every = every
        self._phase = phase
        self._changes: list[float] = [0.0]
        self._values: list[int | None] = [0]
        self._between: list[tuple[float, int]] = []

    @property
    def changed(self) -> float:
        """When it last changed."""
        return self._changes[-1]

    def set(self, *, moment: float, value: int | None) -> None:
        """None: from here on nothing is published."""
        if value != self._values[-1]:
            self._changes.append(moment)
            self._values.append(value)

    def publish(self, *, moment: float, value: int) -> None:
        self._between.append((moment, value))

    def maximum(self, *, moment: float, period: int) -> int | None:
        """The largest number published within the period up to the moment; None for none."""
        published = self._published_between(since=moment - period, until=moment)
        at = self._phase + (moment - self._phase) // self._every * self._every
        while at > moment - period:
            value = self._values[bisect_right(self._changes, at) - 1]
            if value is not None:
                published.append(value)
            at -= self._every
        return max(published, default=None)

    def _published_between(self, *, since: float, until: float) -> list[int]:
        recent = takewhile(lambda publication: publication[0] > since, reversed(self._between))
        return [value for at, value in recent if at <= until]
