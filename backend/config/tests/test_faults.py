"""Every fault on real workers and a real broker: whatever strikes, each task ends exactly once, or
is kept among the dead letters, and no worker is left."""

from pathlib import Path
from random import Random

import pytest

from apps.scaling.drill.faults import Fault, faults
from apps.scaling.drill.outcome import settle
from config.tests.proving_ground import proving_ground

pytestmark = pytest.mark.faults
ORDERS = 10
FIRST = 3
"""Of them, in `make test`."""
FEW = 200
"""Tasks at once, where that is one fault among others."""


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_a_fault_loses_nothing_and_repeats_nothing(fault: Fault, tmp_path: Path) -> None:
    with proving_ground(tmp_path) as ground:
        fault.strike(ground, "task")
        outcome = settle(ground)

    assert outcome.is_clean, outcome
    assert outcome.ended_once == len(ground.sent), outcome
    assert outcome.restarted == 0 or not fault.spares_runs, outcome


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(order, marks=() if order < FIRST else pytest.mark.more_orders)
        for order in range(ORDERS)
    ],
)
def test_faults_in_any_order(order: int, tmp_path: Path) -> None:
    shuffled = Random(order).sample(faults(many=FEW), k=len(faults()))
    with proving_ground(tmp_path) as ground:
        for number, fault in enumerate(shuffled):
            fault.strike(ground, f"{number}")
        outcome = settle(ground)

    names = [fault.name for fault in shuffled]
    assert outcome.is_clean, (outcome, names)
    assert outcome.ended_once == len(ground.sent), (outcome, names)
