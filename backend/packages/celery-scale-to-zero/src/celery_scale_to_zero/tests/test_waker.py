import os
import threading

import pytest

from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control.publishing import Waker

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=2, concurrency=1)


def test_publishing_does_not_wait_for_the_wake() -> None:
    may_end = threading.Event()
    woken = []

    def wake(queue: ScaledQueue) -> None:
        may_end.wait()
        woken.append(queue.name)

    own = Waker(wake)
    for _ in range(1000):
        own.request(QUEUE)  # returns before a worker has been woken
    assert woken == []
    may_end.set()
    own.wait()
    assert 1 <= len(woken) <= 2


def test_failed_wake_is_logged_and_retried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    woken = []

    def wake(queue: ScaledQueue) -> None:
        woken.append(queue.name)
        raise OSError("out of reach")

    own = Waker(wake)
    own.request(QUEUE)
    own.wait()
    own.request(QUEUE)
    own.wait()
    assert woken == ["heavy", "heavy"]
    assert "wake_failed" in caplog.text


def test_waker_works_in_a_forked_process() -> None:
    read, write = os.pipe()

    def wake(queue: ScaledQueue) -> None:
        os.write(write, b"woken")

    own = Waker(wake)
    own.request(QUEUE)
    own.wait()
    os.read(read, 5)
    if (child := os.fork()) == 0:
        own.request(QUEUE)
        own.wait()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 5) == b"woken"
