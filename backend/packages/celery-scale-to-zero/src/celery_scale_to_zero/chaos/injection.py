"""Inject faults one after the other, or all in a random order, and print what became of them."""

import time
import uuid
from collections.abc import Callable, Sequence
from random import Random

from celery_scale_to_zero.chaos.environment import ChaosEnvironment, WaitTimeoutError
from celery_scale_to_zero.chaos.faults import Fault
from celery_scale_to_zero.chaos.outcome import Outcome, wait_for_outcome

COLUMNS = f"{'sent':>8}{'ended once':>12}{'restarted':>11}{'dead':>6}{'again':>7}{'lost':>6}"


class Injection:
    def __init__(
        self,
        make_environment: Callable[[], ChaosEnvironment],
        *,
        faults: Sequence[Fault],
        echo: Callable[[str], object],
    ) -> None:
        self.make_environment = make_environment
        self.faults = faults
        self.echo = echo

    def run(self, *, seed: int | None = None) -> bool:
        """Inject every fault, with a seed in a random order; return True if no task was lost or
        completed twice."""
        self.echo(f"  {'fault':<32}{COLUMNS}{'seconds':>9}")
        if seed is None:
            results = [self._inject_one(fault) for fault in self.faults]
            return all(results)
        return self._inject_all(seed)

    def _inject_one(self, fault: Fault) -> bool:
        environment, began = self.make_environment(), time.monotonic()
        fault.inject(environment, str(uuid.uuid4()))
        return self._settle(fault.name, environment, began)

    def _inject_all(self, seed: int) -> bool:
        environment, began = self.make_environment(), time.monotonic()
        shuffled = Random(seed).sample(self.faults, k=len(self.faults))  # noqa: S311 - repeats itself
        for number, fault in enumerate(shuffled):
            self.echo(f"  … {fault.name}")
            fault.inject(environment, f"{uuid.uuid4()}-{number}")
        return self._settle(f"order {seed}", environment, began)

    def _settle(self, name: str, environment: ChaosEnvironment, began: float) -> bool:
        try:
            outcome = wait_for_outcome(environment)
        except WaitTimeoutError as error:
            self.echo(f"  ✗ {name}: {error}")
            return False
        seconds = time.monotonic() - began
        mark = "✓" if outcome.is_clean else "✗"
        self.echo(f"  {mark} {name:<30}{_counts(outcome)}{seconds:>9.0f}")
        return outcome.is_clean


def _counts(outcome: Outcome) -> str:
    return (
        f"{outcome.sent:>8}{outcome.ended_once:>12}{outcome.restarted:>11}"
        f"{outcome.dead:>6}{len(outcome.ended_again):>7}{len(outcome.lost):>6}"
    )
