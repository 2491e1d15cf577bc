"""Counted on a real broker, against messages that Celery itself published and took."""

from typing import Any

import pytest
import redis
from celery import Celery
from kombu import Connection

from celery_scale_to_zero.broker.demand import PUBLISHED_AT, count_demand


def publish(app: Celery, queue: str, **options: Any) -> None:
    app.send_task("heavy", queue=queue, **options)


def test_demand_counts_waiting_tasks_of_all_priorities(app: Celery, broker: redis.Redis) -> None:
    for priority in (0, 3, 6, 9, 9):
        publish(app, "heavy", priority=priority)
    publish(app, "other")

    heavy, other, empty = count_demand(broker=broker, queues=["heavy", "other", "empty"])

    assert (heavy.queue, heavy.queued, heavy.held, heavy.total) == ("heavy", 5, 0, 5)
    assert (other.queued, empty.total) == (1, 0)


def test_demand_counts_held_tasks_until_they_end(
    app: Celery, broker: redis.Redis, broker_url: str
) -> None:
    publish(app, "heavy", priority=9)
    publish(app, "heavy")
    publish(app, "other")
    with Connection(broker_url) as connection:
        queue = connection.SimpleQueue("heavy")
        message = queue.get(timeout=5)

        heavy, other = count_demand(broker=broker, queues=["heavy", "other"])
        assert (heavy.queued, heavy.held, heavy.total) == (1, 1, 2)
        assert (other.queued, other.held) == (1, 0)

        message.ack()
        assert count_demand(broker=broker, queues=["heavy"])[0].total == 1


def test_demand_reports_the_age_of_the_oldest_task(
    app: Celery, broker: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    for priority, published in ((0, 1_000.0), (0, 1_060.0), (9, 990.5)):
        publish(app, "heavy", priority=priority, headers={PUBLISHED_AT: published})
    publish(app, "untimed")
    monkeypatch.setattr("celery_scale_to_zero.broker.demand.time.time", lambda: 1_100.0)

    heavy, untimed, empty = count_demand(broker=broker, queues=["heavy", "untimed", "empty"])

    assert heavy.oldest_seconds == 109.5
    assert untimed.oldest_seconds == empty.oldest_seconds == 0


@pytest.mark.parametrize(
    "odd", ["no json", "{}", '{"headers": null}', '{"headers": {"scaling_published_at": "noon"}}']
)
def test_demand_counts_unreadable_entries(app: Celery, broker: redis.Redis, odd: str) -> None:
    broker.rpush("odd", odd)
    broker.hset("unacked", "odd", odd)
    publish(app, "heavy")
    odd_queue, heavy = count_demand(broker=broker, queues=["odd", "heavy"])
    assert (odd_queue.queued, odd_queue.oldest_seconds) == (1, 0)
    assert heavy.total == 1


def test_demand_raises_when_the_broker_is_unavailable() -> None:
    away = redis.Redis.from_url("redis://127.0.0.1:1/0")
    with pytest.raises(redis.ConnectionError):
        count_demand(broker=away, queues=["heavy"])
