from time import monotonic, sleep
from typing import Any

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.workers import WorkerRegistration, ready_workers
from celery_scale_to_zero.worker.heartbeat import WorkerHeartbeat
from celery_scale_to_zero.worker.leases import Leases
from celery_scale_to_zero.worker.protection import Protection
from celery_scale_to_zero.worker.stall_detector import StallDetector


def test_heartbeat_continues_after_an_unexpected_error(broker: Broker, caplog: Any) -> None:
    class Broken(StallDetector):
        def check(self, *, busy: bool) -> None:
            raise ZeroDivisionError

    heartbeat = WorkerHeartbeat(
        leases=Leases(broker=broker, worker="one", seconds=1),
        presence=WorkerRegistration(broker=broker, worker="one", queues=["heavy"]),
        protection=Protection(""),
        stall_detector=Broken(broker=broker, queues=["heavy"], seconds=60),
        held=tuple,
        concurrency=1,
    )
    heartbeat.start()
    deadline = monotonic() + 30
    while caplog.text.count("heartbeat_failed") < 2 and monotonic() < deadline:
        sleep(0.05)

    assert caplog.text.count("heartbeat_failed") >= 2
    assert heartbeat.thread.is_alive()
    assert ready_workers(broker=broker, queue="heavy", seconds=60) == {"one"}
    heartbeat.stop()
    assert ready_workers(broker=broker, queue="heavy", seconds=60) == set()
