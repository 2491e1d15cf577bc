"""The cost of a sweep of four queues, and of Celery's `inspect` for comparison.

`make bench`. 1,000 waiting and 1,000 held tasks; 0, 1 and 8 workers.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter, sleep, time
from typing import Any

from celery import Celery

from celery_scale_to_zero.broker.client import UNACKED, UNACKED_INDEX, Broker, connect
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.sweep import sweep
from celery_scale_to_zero.fleets.local import LocalFleet

QUEUES = ("default", "imports", "heavy", "huge")
WAITING = HELD = 1_000
WORKERS = (0, 1, 8)
ROUNDS = 15
BROKER = os.environ["REDIS_URL"]
# Commands of the idle workers and of the measurement.
THEIRS = {"cmdstat_brpop", "cmdstat_info", "cmdstat_config|resetstat"}
SCALED = [
    ScaledQueue(name=name, minimum=0, maximum=4, concurrency=1, dollars_an_hour=0.1)
    for name in QUEUES
]
METRICS = Metrics("bench")


def main() -> None:
    app = Celery("bench", broker=BROKER)
    broker = connect(BROKER)
    broker.flushdb()
    fill(app, broker)
    # The fleet reports them as running: otherwise the first sweep would start workers.
    fleet = LocalFleet(broker)
    fleet.report(queues=QUEUES, workers=[])
    for name in QUEUES:
        fleet.set_desired(queue=name, workers=4)

    def ours() -> None:
        with app.connection_for_write() as connection:
            sweep(
                broker=broker,
                connection=connection,
                queues=SCALED,
                fleet=fleet,
                metrics=METRICS,
                seconds=3600,
            )

    print(f"{WAITING} waiting and {HELD} held tasks on {len(QUEUES)} queues\n")
    print("workers    sweep, ms   of it in Redis, ms   inspect, ms   inspect / sweep")
    for count in WORKERS:
        with running(app, count):
            mine = milliseconds(ours, ROUNDS)
            inside = redis_milliseconds(broker, ours)
            theirs = milliseconds(lambda: by_inspect(app), 3)
        print(f"{count:>7}{mine:>13.1f}{inside:>21.2f}{theirs:>14.0f}{theirs / mine:>18.0f}")
    broker.flushdb()


def fill(app: Celery, broker: Broker) -> None:
    for number in range(WAITING):
        app.send_task("heavy", queue=QUEUES[number % len(QUEUES)], kwargs={"number": number})
    waiting: Any = broker.lindex(QUEUES[0], -1)
    message = json.loads(waiting)
    for number in range(HELD):
        entry = json.dumps([message, "", QUEUES[number % len(QUEUES)]])
        broker.hset(UNACKED, f"tag-{number}", entry)
        broker.zadd(UNACKED_INDEX, {f"tag-{number}": time()})


def by_inspect(app: Celery) -> None:
    inspect = app.control.inspect()
    inspect.active()
    inspect.reserved()


def milliseconds(call: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = perf_counter()
        call()
        times.append((perf_counter() - started) * 1000)
    return median(times)


def redis_milliseconds(broker: Broker, call: Callable[[], object]) -> float:
    """Return the server's own time over all commands of one call."""

    def once() -> float:
        broker.config_resetstat()
        call()
        statistics: Any = broker.info("commandstats")
        used = {name: each["usec"] for name, each in statistics.items() if name not in THEIRS}
        return sum(map(float, used.values())) / 1000

    return median(once() for _ in range(ROUNDS))


@contextmanager
def running(app: Celery, count: int) -> Iterator[None]:
    """Run workers on another queue, so that the measured queues do not change."""
    processes = [
        subprocess.Popen(
            f"{sys.executable} -m celery --broker {BROKER} --quiet worker --queues idle"
            f" --hostname bench{number}@%h --pool solo --without-gossip --without-mingle".split(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(count)
    ]
    try:
        while len(app.control.ping(timeout=0.5) or ()) < count:
            sleep(0.2)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


if __name__ == "__main__":
    main()
