import pytest

from apps.scaling.policy import workers_needed


@pytest.mark.parametrize(
    ("demand", "concurrency", "maximum", "workers"),
    [
        (0, 1, 2, 0),
        (1, 1, 2, 1),
        (2, 1, 2, 2),
        (3, 1, 2, 2),
        (10_000, 1, 4, 4),
        (4, 4, 4, 1),
        (5, 4, 4, 2),
        (1, 4, 0, 0),
    ],
)
def test_as_many_workers_as_the_demand_fills(
    demand: int, concurrency: int, maximum: int, workers: int
) -> None:
    assert workers_needed(demand=demand, concurrency=concurrency, maximum=maximum) == workers


def test_more_demand_never_means_fewer_workers() -> None:
    needed = [workers_needed(demand=demand, concurrency=3, maximum=5) for demand in range(40)]
    assert needed == sorted(needed)


def test_a_demand_below_zero_is_an_error_rather_than_no_work() -> None:
    with pytest.raises(ValueError, match="demand"):
        workers_needed(demand=-1, concurrency=1, maximum=2)


def test_a_worker_without_a_slot_is_an_error() -> None:
    with pytest.raises(ValueError, match="does nothing"):
        workers_needed(demand=1, concurrency=0, maximum=2)
