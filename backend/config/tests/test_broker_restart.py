"""A broker of the test's own, killed and started again under a running task."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
import redis

from apps.scaling.tests.application import SECONDS, heavy
from apps.scaling.tests.workers import Workers, send, until
from local.state import State
from local.valkey import Valkey


class Broker:
    def __init__(self, home: Path) -> None:
        port = State(home).port("valkey")
        self.valkey = Valkey(home, port=port, password="test", durable=True)
        self.valkey.prepare()
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.valkey.command(), start_new_session=True)
        until(self.valkey.answers)
        self.client = redis.Redis.from_url(self.valkey.url, decode_responses=True)

    def told(self, what: str) -> list[str]:
        """What the tasks wrote down."""
        written: Any = self.client.lrange(what, 0, -1)
        return list(written)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[Broker]:
    started = Broker(tmp_path)
    yield started
    started.kill()


@pytest.fixture
def workers(own_broker: Broker) -> Iterator[Workers]:
    started = Workers(own_broker.valkey.url)
    yield started
    started.end()


@pytest.mark.faults
def test_a_task_outlives_a_restart_of_its_broker_and_runs_once(
    own_broker: Broker, workers: Workers
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
