from bisect import bisect_right


class Metric:
    """A CloudWatch metric, published at fixed moments and on request in between.

    The values at fixed moments are derived from the changes, so that no event per minute is needed.
    """

    def __init__(self, *, every: int, phase: float) -> None:
        """`every` and `phase` in seconds: published at `phase`, `phase + every`, …"""
        self.steady_since = 0.0
        """Time since which every publication has the present value."""
        self._every = every
        self._phase = phase
        self._changes: list[float] = [0.0]
        self._values: list[int | None] = [0]
        self._between: list[tuple[float, int]] = []

    def set(self, *, moment: float, value: int | None) -> None:
        """Set the published value; None publishes nothing from here on."""
        if value != self._values[-1]:
            self._changes.append(moment)
            self._values.append(value)
            self.steady_since = moment

    def publish(self, *, moment: float, value: int) -> None:
        self._between.append((moment, value))
        self.steady_since = moment

    def maximum(self, *, moment: float, period: int) -> int | None:
        """Return the largest value published within the period up to the moment; None if none."""
        since = moment - period
        highest: int | None = None
        for at, value in reversed(self._between):
            if at <= since:
                break
            if at <= moment and (highest is None or value > highest):
                highest = value
        at = self._phase + (moment - self._phase) // self._every * self._every
        while at > since:
            fixed = self._values[bisect_right(self._changes, at) - 1]
            if fixed is not None and (highest is None or fixed > highest):
                highest = fixed
            at -= self._every
        return highest
