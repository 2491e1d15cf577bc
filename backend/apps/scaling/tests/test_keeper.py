from time import monotonic, sleep
from typing import Any

from apps.scaling.broker import Broker
from apps.scaling.worker.keeper import Keeper
from apps.scaling.worker.leases import Leases
from apps.scaling.worker.protection import Protection
from apps.scaling.worker.stall import Stall
from apps.scaling.workers import Presence, ready_workers


def test_nothing_at_all_ends_the_keeping(broker: Broker, caplog: Any) -> None:
    class Broken(Stall):
        def look(self, *, busy: bool) -> None:
            raise ZeroDivisionError

    keeper = Keeper(
        leases=Leases(broker=broker, worker="one", seconds=1),
        presence=Presence(broker=broker, worker="one", queues=["heavy"]),
        protection=Protection(""),
        stall=Broken(broker=broker, queues=["heavy"], seconds=60),
        held=tuple,
        concurrency=1,
    )
    keeper.start()
    deadline = monotonic() + 30
    while caplog.text.count("keeper_failed") < 2 and monotonic() < deadline:
        sleep(0.05)

    assert caplog.text.count("keeper_failed") >= 2
    assert keeper.thread.is_alive()
    assert ready_workers(broker=broker, queue="heavy", seconds=60) == {"one"}
    keeper.stop()
    assert ready_workers(broker=broker, queue="heavy", seconds=60) == set()
