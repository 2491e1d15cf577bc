"""A broker of the test's own, killed and started again under a running task."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from apps.scaling.tests.application import SECONDS, heavy
from apps.scaling.tests.workers import Workers, send, until
from config.tests.own_broker import OwnBroker


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[OwnBroker]:
    started = OwnBroker(tmp_path)
    yield started
    started.kill()


@pytest.fixture
def workers(own_broker: OwnBroker) -> Iterator[Workers]:
    started = Workers(own_broker.valkey.url)
    yield started
    started.end()


@pytest.mark.faults
def test_a_task_outlives_a_restart_of_its_broker_and_runs_once(
    own_broker: OwnBroker, workers: Workers
) -> None:
    send(heavy, broker=own_broker.valkey.url, name="steady", seconds=6)
    workers.start()
    workers.start()
    until(lambda: own_broker.told("started") == ["steady"])
    sleep(1.5)  # the broker writes its log to disk once a second

    own_broker.kill()
    sleep(1)
    own_broker.start()

    until(lambda: own_broker.told("ended") == ["steady"])
    sleep(SECONDS * 2)
    assert own_broker.told("started") == ["steady"]
    assert own_broker.client.hlen("unacked") == own_broker.client.llen("heavy") == 0
