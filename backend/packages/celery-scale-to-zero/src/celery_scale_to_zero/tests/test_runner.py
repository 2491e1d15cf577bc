"""The runner's decisions. That it starts and stops real workers is shown by the faults."""

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.starts import Starts
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.fleets.runner import LocalRunner, ServedQueue
from celery_scale_to_zero.tests.alarm_fixtures import Queue, autoscaling

STANDS = "import signal, time; time.sleep(60)"
DIES = "import sys; sys.exit(3)"


class Stage:
    def __init__(self, broker: Broker, folder: Path) -> None:
        self.fleet = LocalFleet(broker)
        self.agent = LocalEcsAgent()
        self.demand = 0
        self.queue = ServedQueue(
            name="heavy",
            minimum=0,
            maximum=2,
            command=[sys.executable, "-c", STANDS],
            autoscaling=autoscaling(Queue(), quiet=2),
        )
        self.runner = LocalRunner(
            fleet=self.fleet,
            agent=self.agent,
            queues=[self.queue],
            sweep=self.sweep,
            period=3600,
            grace=5,
            folder=folder,
        )

    def sweep(self) -> Mapping[str, int]:
        return {"heavy": self.demand}

    def sweeps(self, *demands: int) -> int:
        """Return the desired number after these datapoints."""
        for self.demand in demands:
            self.runner.sweep_once()
        return self.fleet.desired("heavy")

    def look_until(self, workers: int) -> None:
        deadline = monotonic() + 60
        while True:
            self.runner._update()
            if len(self.fleet.workers("heavy")) == workers:
                return
            assert monotonic() < deadline
            sleep(0.02)


@pytest.fixture
def stage(broker: Broker, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(broker, tmp_path)
    yield made
    made.runner._stop_all()
    made.agent.close()


def test_runner_follows_the_alarms(
    stage: Stage,
) -> None:
    assert stage.sweeps(1) == 1
    assert stage.sweeps(7) == 2
    assert stage.sweeps(1, 0) == 1
    assert stage.sweeps(0) == 0


def test_runner_keeps_a_worker_woken_during_the_count(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.sweeps(1, 0, 0)

    def woken_meanwhile() -> Mapping[str, int]:
        stage.fleet.raise_to(queue="heavy", workers=1)
        return {"heavy": 0}

    stage.runner.sweep = woken_meanwhile
    stage.runner.sweep_once()
    assert stage.fleet.desired("heavy") == 1


def test_runner_ignores_a_failed_sweep(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.sweeps(2)

    def away() -> Mapping[str, int]:
        raise OSError("connection refused")

    stage.runner.sweep = away
    for _ in range(5):
        stage.runner.sweep_once()
    assert stage.fleet.desired("heavy") == 2
    assert "sweep_failed" in caplog.text


def test_runner_scales_except_protected_workers(stage: Stage) -> None:
    stage.fleet.set_desired(queue="heavy", workers=2)
    stage.look_until(2)
    busy, idle = stage.queue.workers
    stage.agent.protected_until[busy.name] = 1e12

    stage.fleet.set_desired(queue="heavy", workers=0)
    stage.look_until(1)
    assert stage.queue.workers == [busy]
    assert idle.process.returncode is not None

    stage.agent.forget(busy.name)
    stage.look_until(0)
    assert stage.fleet.sizes(["heavy"])["heavy"].running == 0


def test_runner_delays_restarts_of_a_crashing_worker(stage: Stage) -> None:
    stage.queue.command = [sys.executable, "-c", DIES]
    stage.fleet.set_desired(queue="heavy", workers=1)
    deadline = monotonic() + 30
    while stage.queue.deaths < 2:
        stage.runner._update()
        assert monotonic() < deadline
        sleep(0.02)
    assert stage.queue.not_before > monotonic()
    stage.runner._update()
    assert stage.queue.workers == []  # not yet


def test_runner_kills_a_worker_after_the_grace_period(stage: Stage, tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    code = (
        "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(deaf)!r}).touch(); time.sleep(60)"
    )
    stage.queue.command = [sys.executable, "-c", code]
    stage.runner.grace = 0.3
    stage.fleet.set_desired(queue="heavy", workers=1)
    stage.look_until(1)
    (worker,) = stage.queue.workers
    while not deaf.exists():
        sleep(0.02)
    stage.fleet.set_desired(queue="heavy", workers=0)
    stage.look_until(0)
    assert worker.process.returncode == -signal.SIGKILL


def test_second_runner_takes_over_when_the_first_is_gone(broker: Broker, tmp_path: Path) -> None:
    first, second = Stage(broker, tmp_path), Stage(broker, tmp_path)
    first.fleet.set_desired(queue="heavy", workers=1)
    with ExitStack() as runners:
        runners.enter_context(running(first))
        until(lambda: len(first.queue.workers) == 1)
        runners.enter_context(running(second))

        # As if it were killed: it neither renews nor releases the lock.
        first.runner.lead.renew = lambda: False  # type: ignore[method-assign]
        first.runner.lead.release = lambda: None  # type: ignore[method-assign]
        first.runner.stopped.set()

        until(lambda: len(second.queue.workers) == 1)
        assert not first.queue.workers


def test_runner_stops_its_workers_when_it_loses_the_lead(broker: Broker, tmp_path: Path) -> None:
    stage = Stage(broker, tmp_path)
    stage.fleet.set_desired(queue="heavy", workers=1)
    with running(stage):
        until(lambda: len(stage.queue.workers) == 1)

        broker.set("scaling:local:lead", "another's", px=60_000)

        until(lambda: not stage.queue.workers)


def test_runner_regains_a_forgotten_lead(broker: Broker, tmp_path: Path) -> None:
    stage = Stage(broker, tmp_path)
    with running(stage):
        until(stage.runner.leads.is_set)

        broker.delete("scaling:local:lead")

        until(lambda: bool(broker.exists("scaling:local:lead")))
        assert stage.runner.leads.is_set()


def test_runner_keeps_the_minimum_of_a_queue(stage: Stage) -> None:
    stage.queue.minimum = 1

    stage.look_until(1)


@contextmanager
def running(stage: Stage) -> Iterator[None]:
    thread = Thread(target=stage.runner.run)
    thread.start()
    try:
        yield
    finally:
        stage.runner.stopped.set()
        thread.join(10)
        assert not thread.is_alive()


def until(met: Callable[[], bool]) -> None:
    deadline = monotonic() + 60
    while not met():
        assert monotonic() < deadline
        sleep(0.02)


@pytest.fixture
def leaving_stage(stage: Stage) -> Stage:
    """Return a stage whose workers end by themselves."""
    stage.queue.autoscaling = None
    stage.queue.evaluators.clear()
    stage.queue.command = [sys.executable, "-c", "pass"]
    return stage


def test_runner_does_not_replace_a_worker_that_left(leaving_stage: Stage, broker: Broker) -> None:
    stage = leaving_stage
    stage.fleet.set_desired(queue="heavy", workers=1)
    stage.runner._update()
    (worker,) = stage.queue.workers
    assert Starts(broker=broker, queue="heavy").leave(worker.token)
    # It takes no task any more, so that another one is started for a new task.
    assert stage.fleet.raise_to(queue="heavy", workers=1) == 0
    assert stage.fleet.desired("heavy") == 2

    until(worker.has_ended)
    stage.runner._update()

    assert stage.fleet.desired("heavy") == 1
    assert stage.fleet.leaving("heavy") == []


def test_runner_replaces_a_worker_that_died(leaving_stage: Stage) -> None:
    stage = leaving_stage
    stage.queue.command = [sys.executable, "-c", DIES]
    stage.fleet.set_desired(queue="heavy", workers=1)
    stage.runner._update()
    (worker,) = stage.queue.workers
    until(worker.has_ended)
    stage.runner._update()
    assert [each.name for each in stage.queue.workers] != [worker.name]
    assert stage.fleet.desired("heavy") == 1


def test_alarms_stop_no_worker_that_leaves_by_itself(leaving_stage: Stage) -> None:
    leaving_stage.fleet.set_desired(queue="heavy", workers=1)
    assert leaving_stage.sweeps(1, 0, 0, 0) == 1


def test_new_runner_forgets_workers_that_left_the_former(
    leaving_stage: Stage, broker: Broker
) -> None:
    stage = leaving_stage
    stage.fleet.set_desired(queue="heavy", workers=1)
    Starts(broker=broker, queue="heavy").leave("of a former runner")
    with running(stage):
        until(lambda: stage.fleet.desired("heavy") == 0)
