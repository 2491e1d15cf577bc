"""Whoever starts and stops workers: ECS, or a laptop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.utils.module_loading import import_string

from apps.scaling.configuration import scaling


@dataclass(frozen=True, kw_only=True)
class Size:
    desired: int
    running: int
    """Workers that are there or on their way, draining ones included."""


class Fleet(Protocol):
    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        """Of the queues that this fleet serves.

        Raises FleetError, as does the other.
        """

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        """Ask for so many workers where less are desired: how many were, or None where enough
        already are. Never lowers: that is up to the alarms."""


class FleetError(Exception):
    """The fleet did not answer; the next sweep asks again."""


@cache
def fleet() -> Fleet:
    configured = scaling()
    made: Fleet = import_string(configured.fleet)(**configured.fleet_options)
    return made
