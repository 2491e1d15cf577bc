import pytest

from celery_scale_to_zero.policy.capacity import workers_needed


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
def test_workers_needed_for_demand(
    demand: int, concurrency: int, maximum: int, workers: int
) -> None:
    assert workers_needed(demand=demand, concurrency=concurrency, maximum=maximum) == workers


def test_workers_needed_is_monotonic() -> None:
    needed = [workers_needed(demand=demand, concurrency=3, maximum=5) for demand in range(40)]
    assert needed == sorted(needed)


def test_workers_needed_rejects_negative_demand() -> None:
    with pytest.raises(ValueError, match="demand"):
        workers_needed(demand=-1, concurrency=1, maximum=2)


def test_workers_needed_rejects_zero_concurrency() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        workers_needed(demand=1, concurrency=0, maximum=2)
