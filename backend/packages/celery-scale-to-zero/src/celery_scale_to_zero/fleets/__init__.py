"""Fleets, which start and stop workers: ECS or local processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from celery.utils.imports import symbol_by_name

from celery_scale_to_zero.configuration import scaling


@dataclass(frozen=True, kw_only=True)
class Size:
    desired: int
    running: int
    """Running, starting and draining workers."""


class Fleet(Protocol):
    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        """Return the sizes of the queues that this fleet serves.

        Both methods raise FleetError.
        """

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        """Raise the desired number of workers; return the previous one, or None if it was enough.

        Never lowers it: alarms do, or workers that leave.
        """


class FleetError(Exception):
    """The fleet is unavailable; the next sweep tries again."""


@cache
def fleet() -> Fleet:
    configured = scaling()
    made: Fleet = symbol_by_name(configured.fleet)(**configured.fleet_options)
    return made
