"""Kombu's Redis transport, with a fix for tasks lost while they are fetched.

Kombu pops a message and records it as held in two steps. A worker or broker that is killed in
between loses the message, and so may a worker that leaves during a pop, for up to a second of every
scale-in. Here one script does both: workers wait on a notification list beside the queue, and the
message moves only when the worker is there to hold it.

A publisher without this transport does not notify: its message is found within a second.

Overrides kombu 5.7's `Channel._brpop_start`, `_brpop_read`, `_put` and `_queue_bind`, and
`QoS.restore_visible` and `append`; `tests/test_transport.py` fails if a newer kombu differs.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty
from typing import Any, ClassVar

from kombu.transport import redis, virtual
from kombu.utils.json import dumps, loads
from redis.exceptions import OutOfMemoryError

from celery_scale_to_zero.broker.client import ALLOW_FULL, SET_NOW

# List of queue entries that were no messages.
UNREADABLE = "scaling:unreadable"

# By priority first, then by queue, as in kombu.
FETCH = (
    ALLOW_FULL
    + SET_NOW
    + """
local unacked, index, unreadable = KEYS[1], KEYS[2], KEYS[3]
for at = 4, #KEYS do
  local raw = redis.call('RPOP', KEYS[at])
  while raw do
    local readable, message = pcall(cjson.decode, raw)
    local properties = readable and type(message) == 'table' and message['properties']
    local info = type(properties) == 'table' and properties['delivery_info']
    local tag = type(properties) == 'table' and properties['delivery_tag']
    if type(info) == 'table' and type(tag) == 'string' then
      local held = '[' .. raw .. ',' .. cjson.encode(info['exchange']) .. ','
        .. cjson.encode(info['routing_key']) .. ']'
      redis.call('HSET', unacked, tag, held)
      redis.call('ZADD', index, now, tag)
      return {at - 4, raw}
    end
    redis.call('LPUSH', unreadable, raw)
    raw = redis.call('RPOP', KEYS[at])
  end
end
return false
"""
)

# One notification is enough: its receiver notifies again where more is waiting.
NOTIFY_COMMANDS = """
if redis.call('LLEN', KEYS[1]) == 0 then redis.call('LPUSH', KEYS[1], '1') end
redis.call('EXPIRE', KEYS[1], 60)
"""
NOTIFY = ALLOW_FULL + NOTIFY_COMMANDS
# Not allowed while the broker is out of memory. One round trip: a second one would take as long
# again as the rest of a publication.
PUBLISH = "redis.call('LPUSH', KEYS[2], ARGV[1])" + NOTIFY_COMMANDS


# Kombu's types leave these internals out.
_KombusChannel: Any = redis.Channel


class QoS(redis.QoS):
    def append(self, message: Any, delivery_tag: str) -> None:
        """Append here only: FETCH has recorded it in the broker, by the broker's clock."""
        virtual.QoS.append(self, message, delivery_tag)

    def restore_visible(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: the sweep restores. A worker would mistake a broker outage for a worker's
        death."""


class Channel(_KombusChannel):  # type: ignore[misc] # untyped base
    QoS = QoS
    may_fetch: ClassVar[Callable[[], bool]] = staticmethod(lambda: True)
    """Return True if this process can take another task."""
    _polled: Sequence[str] = ()
    """Queues whose notification lists this channel waits on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._unacknowledged: set[str] = set()
        """Queues whose consumers acknowledge nothing, such as those of replies."""
        super().__init__(*args, **kwargs)
        if self.global_keyprefix:
            raise ValueError("celery-scale-to-zero does not support global_keyprefix")

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **kwargs: Any) -> Any:
        (self._unacknowledged.add if no_ack else self._unacknowledged.discard)(queue)
        return super().basic_consume(queue, no_ack, *args, **kwargs)

    def _queue_bind(self, *args: Any, **kwargs: Any) -> None:
        """Bind the queue; a full broker rejects this, but already knows the queue."""
        with suppress(OutOfMemoryError):
            super()._queue_bind(*args, **kwargs)

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        """Add the message and notify."""
        bell = _notification_key(queue)
        if batch := kwargs.get("_publish_batch"):
            super()._put(queue, message, **kwargs)
            batch.add("eval", NOTIFY, 1, bell)
            return
        with self.conn_or_acquire() as client:
            if queue in self._expires:
                super()._put(queue, message, **kwargs)
                client.register_script(NOTIFY)([bell])
                return
            priority = self._get_message_priority(message, reverse=False)
            keys = bell, self._q_for_pri(queue, priority)
            client.register_script(PUBLISH)(keys, [dumps(message)])

    def _brpop_start(self, timeout: float | None = None) -> None:
        self._polled = self._queue_cycle.consume(len(self.active_queues))
        if not self._polled:
            return
        self._in_poll = self.client.connection
        self._brpop_sent_at = time.monotonic()
        bells = [_notification_key(queue) for queue in self._polled]
        wait = self.brpop_timeout if timeout is None else timeout
        self.client.connection.send_command("BRPOP", *bells, wait or 0)

    def _brpop_read(self, **options: Any) -> bool:
        try:
            try:
                self.client.parse_response(self.client.connection, "BRPOP", **options)
            except self.connection_errors:
                # The next round connects again.
                self.client.connection.disconnect()
                raise
            # A closing worker must not fetch.
            queues = [queue for queue in self._polled if queue in self.active_queues]
            is_ready = not self._closing and type(self).may_fetch()
            fetched = self._fetch(queues) if is_ready else None
            if fetched is None:
                raise Empty
            queue, message = fetched
            self._queue_cycle.rotate(queue)
            self.connection._deliver(message, queue)
            return True
        finally:
            self._in_poll = None
            self._flush_brpop_reauth()

    def _fetch(self, queues: Sequence[str]) -> tuple[str, Any] | None:
        """Return the next message of these queues, held as soon as it leaves its queue."""
        lists = [
            (queue, self._q_for_pri(queue, priority))
            for priority in self.priority_steps
            for queue in queues
        ]
        if not lists:
            return None
        keys = [self.unacked_key, self.unacked_index_key, UNREADABLE, *(key for _, key in lists)]
        with self.conn_or_acquire() as client:
            found = client.register_script(FETCH)(keys)
            if not found:
                return None
            queue, message = lists[found[0]][0], loads(found[1])
            if queue in self._unacknowledged:
                self.qos._remove_from_indices(message["properties"]["delivery_tag"]).execute()
            client.register_script(NOTIFY)([_notification_key(queue)])
        return queue, message


class Transport(redis.Transport):
    Channel = Channel


def _notification_key(queue: str) -> str:
    return f"{queue}:bell"
