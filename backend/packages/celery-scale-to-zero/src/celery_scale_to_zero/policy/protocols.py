"""Protocols of the topology, which no app may import."""

from collections.abc import Sequence
from typing import Protocol


class QueueShape(Protocol):
    @property
    def minimum(self) -> int: ...
    @property
    def maximum(self) -> int: ...
    @property
    def concurrency(self) -> int: ...


class StepShape(Protocol):
    """Bounds are relative to the alarm's threshold; None is no bound."""

    @property
    def lower(self) -> int | None: ...
    @property
    def upper(self) -> int | None: ...
    @property
    def capacity(self) -> int:
        """Return the workers wanted, or the workers to add with ChangeInCapacity."""


class AlarmShape(Protocol):
    @property
    def comparison(self) -> str: ...
    @property
    def threshold(self) -> int: ...
    @property
    def datapoints(self) -> int: ...
    @property
    def steps(self) -> Sequence[StepShape]: ...
    @property
    def period(self) -> int: ...
    @property
    def statistic(self) -> str: ...
    @property
    def adjustment(self) -> str: ...
    @property
    def missing_data(self) -> str: ...


class AutoscalingShape(Protocol):
    @property
    def busy(self) -> AlarmShape: ...
    @property
    def idle(self) -> AlarmShape: ...


class WorkersNeeded(Protocol):
    def __call__(self, *, demand: int, concurrency: int, maximum: int) -> int: ...
