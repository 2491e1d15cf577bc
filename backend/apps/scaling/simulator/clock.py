from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class Clock:
    """Simulated seconds and their events. Simultaneous events run in the order they were set."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, moment: float, event: Callable[[], None]) -> None:
        heappush(self._events, (moment, next(self._order), event))

    def after(self, seconds: float, event: Callable[[], None]) -> None:
        self.at(self.now + seconds, event)

    def run(self, *, until: float) -> None:
        """Run the events until none is left, at most until that second."""
        while self._events and self._events[0][0] <= until:
            self.now, _, event = heappop(self._events)
            event()


class Ticker:
    """Call a function at every multiple of some seconds, pausing while that changes nothing.

    The function returns True once all has settled; call `wake` with every change. This skips
    minutes that would find the same as the one before: most of 120 days.
    """

    def __init__(self, *, clock: Clock, every: float, act: Callable[[], bool]) -> None:
        self._clock = clock
        self._every = every
        self._act = act
        self._asleep = True

    def wake(self) -> None:
        if self._asleep:
            self._asleep = False
            self._clock.at((self._clock.now // self._every + 1) * self._every, self._tick)

    def _tick(self) -> None:
        self._asleep = self._act()
        if not self._asleep:
            self._clock.at(self._clock.now + self._every, self._tick)
