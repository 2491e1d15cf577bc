from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class Clock:
    """Simulated seconds, and what happens when. Things of one moment happen in the order set."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, moment: float, event: Callable[[], None]) -> None:
        heappush(self._events, (moment, next(self._order), event))

    def after(self, seconds: float, event: Callable[[], None]) -> None:
        self.at(self.now + seconds, event)

    def run(self, *, until: float) -> None:
        """Until nothing is left to happen, at most until that second."""
        while self._events and self._events[0][0] <= until:
            self.now, _, event = heappop(self._events)
            event()


class Ticker:
    """Acts at every multiple of so many seconds, and sleeps while that would change nothing.

    The act answers whether all has settled; `wake` is to be called with every change. That leaves
    out the minutes that would find what the minute before found: most of 120 days.
    """

    def __init__(self, *, clock: Clock, every: float, act: Callable[[], bool]) -> None:
        self._clock = clock
        self._every = every
        self._act = act
        self._asleep = True

    def wake(self) -> None:
        if self._asleep:
            self._asleep = False
            self._next()

    def _next(self) -> None:
        self._clock.at((self._clock.now // self._every + 1) * self._every, self._tick)

    def _tick(self) -> None:
        if self._act():
            self._asleep = True
        else:
            self._next()
