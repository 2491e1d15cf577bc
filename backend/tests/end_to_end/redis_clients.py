"""Try each client of Redis once per line of input: `python -m tests.end_to_end.redis_clients`.

Print a line of JSON each time with the results: "ok", or the error.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from channels.layers import get_channel_layer  # noqa: E402
from constance import config  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402
from flower.utils.broker import Broker  # noqa: E402
from limits import parse  # noqa: E402

from apps.core.rate_limiting import consume  # noqa: E402
from apps.scaling.demo import State, create_demo, list_demos  # noqa: E402
from apps.scaling.tasks import demo  # noqa: E402
from celery_scale_to_zero.broker.client import broker  # noqa: E402
from celery_scale_to_zero.broker.demand import count_demand  # noqa: E402
from config.celery import app  # noqa: E402

QUEUE = "heavy"
OWNER = 1
SECONDS = 60


def use_cache() -> None:
    cache.set("key", "value")
    assert cache.get("key") == "value"


def use_live_settings() -> None:
    config.BANNER = "Hello"
    assert config.BANNER == "Hello"


def use_channel_layer() -> None:
    async def send_and_receive() -> Any:
        layer: Any = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add("group", channel)
        await layer.group_send("group", {"type": "event"})
        return await asyncio.wait_for(layer.receive(channel), 5)

    assert asyncio.run(send_and_receive()) == {"type": "event"}


def use_rates() -> None:
    consume(parse("1/minute"), "upload")


def use_readiness() -> None:
    response = Client().get("/api/ready/", headers={"host": settings.ALLOWED_HOSTS[0]}, secure=True)
    state = response.json()["redis"]["state"]
    assert state == "ok", state


def use_flower() -> None:
    conf = app.conf
    flower_broker = Broker(
        conf.broker_url,
        broker_options=conf.broker_transport_options,
        broker_use_ssl=conf.broker_use_ssl,
    )
    assert asyncio.run(flower_broker.queues([QUEUE])) == [{"name": QUEUE, "messages": 0}]


def use_demand() -> None:
    assert count_demand(broker=broker(), queues=[QUEUE])[0].total == 0


def use_broker() -> None:
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1)


def use_celery() -> None:
    """Publish a task and wait until a worker beside this process has run it."""
    made = create_demo(broker=broker(), owner_id=OWNER, queue=QUEUE, seconds=1)
    demo.apply_async(kwargs={"demo_id": made.id}, task_id=made.id)
    deadline = time.monotonic() + SECONDS
    while list_demos(broker=broker(), owner_id=OWNER)[0].state != State.ENDED:
        assert time.monotonic() < deadline, "no worker ran it"
        time.sleep(0.1)


def outcome(use: Callable[[], None]) -> str:
    try:
        use()
    except Exception as error:  # noqa: BLE001 every error is a result
        return f"{type(error).__name__}: {error}"
    return "ok"


USES = (
    use_cache,
    use_live_settings,
    use_channel_layer,
    use_rates,
    use_readiness,
    use_flower,
    use_demand,
    use_broker,
    use_celery,
)

if __name__ == "__main__":
    for _ in sys.stdin:
        print(json.dumps({use.__name__: outcome(use) for use in USES}), flush=True)
