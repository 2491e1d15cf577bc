import pytest

from apps.scaling.costs import cost
from celery_scale_to_zero.control.history import Sample


def sample(*, starting: int = 0, ready: int = 0, busy: int = 0) -> Sample:
    return Sample(demand=0, wanted=0, starting=starting, ready=ready, busy=busy)


def test_cost_counts_starting_and_ready_workers() -> None:
    kept = [(0.0, sample()), (3600.0, sample(starting=1)), (3660.0, sample(ready=2, busy=1))]
    spent = cost(samples=kept, until=7260.0, dollars_an_hour=0.12)
    assert spent.worker_hours == pytest.approx((60 + 2 * 3600) / 3600)
    assert spent.dollars == pytest.approx(0.12 * spent.worker_hours)
    assert spent.always_on_dollars == pytest.approx(0.12 * 7260 / 3600)


def test_cost_is_zero_without_samples() -> None:
    assert cost(samples=[], until=100.0, dollars_an_hour=1).dollars == 0
