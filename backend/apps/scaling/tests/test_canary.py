import pytest

from apps.scaling.canary import run_canary, wait_for_canaries
from celery_scale_to_zero.broker.client import Broker


@pytest.mark.django_db
def test_canary_that_does_not_run_is_named(broker: Broker) -> None:
    run_canary(broker=broker, token="first")
    woken: list[str] = []

    failures = wait_for_canaries(
        broker=broker,
        tokens={"imports": "first", "heavy": "second"},
        wake=woken.append,
        # Longer than a busy broker takes to answer.
        seconds=2,
        pause=2.1,
    )

    assert failures == {"heavy": "has not run its task in 2 s"}
    assert woken == ["heavy"]
