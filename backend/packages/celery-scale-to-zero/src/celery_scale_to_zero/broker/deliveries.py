"""Messages in transit: requeue those of dead workers, remove those of cancelled tasks."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kombu import Connection

from celery_scale_to_zero.broker.client import UNACKED, UNACKED_INDEX, Broker, server_time
from celery_scale_to_zero.broker.demand import PRIORITIES
from celery_scale_to_zero.broker.task_runs import lease_key, run_name, tags_key

# Sorted set: delivery tags that are not renewed, by the time this was first seen.
STALE_DELIVERIES = "scaling:suspects"

# Atomic, as sweeps may run at the same time: one of them requeues a delivery. A lease ends with the
# delivery that it was taken for, and not with another copy of the message.
REQUEUE = """
local unacked, index, suspects, lease, tags = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local tag, stale_before = ARGV[1], tonumber(ARGV[2])
redis.call('ZREM', suspects, tag)
local renewed = redis.call('ZSCORE', index, tag)
if not renewed or tonumber(renewed) > stale_before then return 0 end
redis.call('ZREM', index, tag)
if redis.call('HDEL', unacked, tag) == 0 then return 0 end
if redis.call('SISMEMBER', tags, tag) == 1 then redis.call('DEL', lease) end
for at = 6, #KEYS do redis.call('RPUSH', KEYS[at], ARGV[3]) end
return 1
"""


# Messages per call: a script blocks the broker while it runs.
CHUNK_SIZE = 1000
# The text search comes first: it is fast, and a queue may contain entries that are no messages.
REMOVE_FROM_CHUNK = """
for _, text in ipairs(redis.call('LRANGE', KEYS[1], ARGV[2], ARGV[3])) do
  if string.find(text, ARGV[1], 1, true) then
    local readable, message = pcall(cjson.decode, text)
    local headers = readable and type(message) == 'table' and message['headers']
    if type(headers) == 'table' and headers['id'] == ARGV[1] then
      return redis.call('LREM', KEYS[1], 1, text)
    end
  end
end
return 0
"""


def requeue_expired(*, connection: Connection, broker: Broker, seconds: int) -> int:
    """Put the deliveries of dead workers back into their queues; return their number.

    A worker is dead if it has not renewed a delivery for `seconds`, nor since an earlier check at
    least half of that ago: after a broker outage, workers have that time to renew.
    """
    now = server_time(broker)
    stale: Any = broker.zrangebyscore(UNACKED_INDEX, 0, now - seconds)
    suspects: Any = broker.zrange(STALE_DELIVERIES, 0, -1, withscores=True)
    suspected: dict[str, float] = dict(suspects)
    if cleared := [tag for tag in suspected if tag not in stale]:
        broker.zrem(STALE_DELIVERIES, *cleared)
    if fresh := [tag for tag in stale if tag not in suspected]:
        broker.zadd(STALE_DELIVERIES, dict.fromkeys(fresh, now))
    dead = [tag for tag in stale if now - suspected.get(tag, now) >= seconds / 2]
    channel: Any = connection.default_channel
    return sum(
        _requeue(channel, broker=broker, tag=tag, stale_before=now - seconds) for tag in dead
    )


def _requeue(channel: Any, *, broker: Broker, tag: str, stale_before: float) -> int:
    """Put a delivery back into its queues; return 0 if it was renewed or acknowledged meanwhile."""
    held: Any = broker.hget(UNACKED, tag)
    run, message, lists = "", "", []
    if held is not None:
        payload, exchange, routing_key = json.loads(held)
        run = _run_of(payload)
        payload["headers"]["redelivered"] = True
        payload["properties"]["delivery_info"]["redelivered"] = True
        message = json.dumps(payload)
        priority = channel._get_message_priority(payload, reverse=False)
        # A broker that has lost data may have lost the binding of the exchange.
        queues = channel._lookup(exchange, routing_key) or [routing_key]
        lists = [channel._q_for_pri(queue, priority) for queue in queues]
    keys = UNACKED, UNACKED_INDEX, STALE_DELIVERIES, lease_key(run), tags_key(run), *lists
    requeued: Any = broker.eval(REQUEUE, len(keys), *keys, tag, stale_before, message)
    return int(requeued)


def _run_of(message: dict[str, Any]) -> str:
    headers = message.get("headers") or {}
    return run_name(
        task_id=headers.get("id", ""),
        retries=headers.get("retries") or 0,
        replaced=headers.get("replaced_task_nesting") or 0,
    )


def remove_from_queue(*, broker: Broker, queue: str, task_id: str) -> bool:
    """Remove a waiting task from its queue; return False if it is not waiting."""
    remove = broker.register_script(REMOVE_FROM_CHUNK)
    return any(
        remove([key], [task_id, first, first + CHUNK_SIZE - 1])
        for key, first in chunks(broker=broker, keys=queue_keys(queue))
    )


def queue_keys(queue: str) -> list[str]:
    """Return the keys of the queue's lists, one for each priority."""
    return [f"{queue}{priority}" for priority in PRIORITIES]


def chunks(*, broker: Broker, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each key with the first index of each chunk of its list.

    New messages are added at index 0, so that none of the others is missed; messages are fetched
    from the end.
    """
    for key in keys:
        length: Any = broker.llen(key)
        for first in range(0, length, CHUNK_SIZE):
            yield key, first
