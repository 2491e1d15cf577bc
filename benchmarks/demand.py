"""What it costs to ask how much work there is: from the broker, and from the workers by `inspect`.

`make bench`. 4 queues, 1,000 waiting and 1,000 held tasks; 0, 1 and 8 workers beside them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter, sleep
from typing import Any

import redis
from celery import Celery

from apps.scaling.demand import demand

QUEUES = ("default", "imports", "heavy", "huge")
WAITING = HELD = 1_000
WORKERS = (0, 1, 8)
ROUNDS = 15
BROKER = os.environ["REDIS_URL"]


def main() -> None:
    app = Celery("bench", broker=BROKER)
    with redis.Redis.from_url(BROKER) as broker:
        broker.flushdb()
        fill(app, broker)
        print(f"{WAITING} waiting and {HELD} held tasks on {len(QUEUES)} queues\n")
        print("workers   demand, ms   of it in Redis, ms   inspect, ms   inspect / demand")
        for count in WORKERS:
            with running(app, count):
                ours = milliseconds(lambda: demand(broker=broker, queues=QUEUES), ROUNDS)
                inside = redis_milliseconds(broker)
                theirs = milliseconds(lambda: by_inspect(app), 3)
            print(f"{count:>7}{ours:>13.2f}{inside:>21.2f}{theirs:>14.0f}{theirs / ours:>19.0f}")
        broker.flushdb()


def fill(app: Celery, broker: redis.Redis) -> None:
    for number in range(WAITING):
        app.send_task("heavy", queue=QUEUES[number % len(QUEUES)], kwargs={"number": number})
    waiting: Any = broker.lindex(QUEUES[0], -1)
    message = json.loads(waiting)
    for number in range(HELD):
        entry = json.dumps([message, "", QUEUES[number % len(QUEUES)]])
        broker.hset("unacked", f"tag-{number}", entry)


def by_inspect(app: Celery) -> None:
    inspect = app.control.inspect()
    inspect.active()
    inspect.reserved()


def milliseconds(ask: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = perf_counter()
        ask()
        times.append((perf_counter() - started) * 1000)
    return median(times)


def redis_milliseconds(broker: redis.Redis) -> float:
    """What the server itself counted for one call of the script."""
    broker.config_resetstat()
    demand(broker=broker, queues=QUEUES)
    statistics: Any = broker.info("commandstats")
    return float(statistics["cmdstat_eval"]["usec"]) / 1000


@contextmanager
def running(app: Celery, count: int) -> Iterator[None]:
    """Workers on a queue of their own, so that the measured ones stay as they are."""
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
