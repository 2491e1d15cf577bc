"""Kombu's Redis transport with the one hole closed through which a task can fall.

Kombu pops a message and writes it down as held in two steps. A worker or a broker that is killed
in between takes the message along, and so may a worker that leaves while a pop is under way, for
up to a second of every scale-in. Here a script does both in one step: what a worker waits for is a
bell beside the queue, and the message moves only when the worker is there to hold it.

A publisher without this transport rings no bell: its message is found within a second.

Overrides kombu 5.7's `Channel._brpop_start`, `_brpop_read` and `_put`, and `QoS.restore_visible`;
`tests/test_transport.py` fails where a newer kombu does otherwise.
"""

import time
from collections.abc import Callable, Sequence
from queue import Empty
from typing import Any, ClassVar

from kombu.transport import redis
from kombu.utils.json import loads

UNREADABLE = "scaling:unreadable"
"""List of what stood in a queue and was no message."""

# By priority first, then by queue, as kombu does.
FETCH = """
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
      redis.call('ZADD', index, ARGV[1], tag)
      return {at - 4, raw}
    end
    redis.call('LPUSH', unreadable, raw)
    raw = redis.call('RPOP', KEYS[at])
  end
end
return false
"""

# One ring is enough: whoever answers it rings for the next where more is waiting.
RING = """
if redis.call('LLEN', KEYS[1]) == 0 then redis.call('LPUSH', KEYS[1], '1') end
redis.call('EXPIRE', KEYS[1], 60)
"""


# What is overridden is kombu's inside, which its types leave out.
_KombusChannel: Any = redis.Channel


class QoS(redis.QoS):
    def restore_visible(self, *args: Any, **kwargs: Any) -> None:
        """Left to the sweep. A worker would take a broker that was away for a worker's death."""


class Channel(_KombusChannel):  # type: ignore[misc] # and so this is of no type
    QoS = QoS
    may_fetch: ClassVar[Callable[[], bool]] = staticmethod(lambda: True)
    """Whether this process has room for a task."""
    _polled: Sequence[str] = ()
    """The queues whose bells it listens to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._unacknowledged: set[str] = set()
        """Queues whose consumers acknowledge nothing, such as those of replies."""
        super().__init__(*args, **kwargs)
        if self.global_keyprefix:
            raise ValueError("apps.scaling looks for the queues under their own names: no prefix")

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **kwargs: Any) -> Any:
        (self._unacknowledged.add if no_ack else self._unacknowledged.discard)(queue)
        return super().basic_consume(queue, no_ack, *args, **kwargs)

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        super()._put(queue, message, **kwargs)
        with self.conn_or_acquire() as client:
            client.eval(RING, 1, _bell(queue))

    def _brpop_start(self, timeout: float | None = None) -> None:
        self._polled = self._queue_cycle.consume(len(self.active_queues))
        if not self._polled:
            return
        self._in_poll = self.client.connection
        self._brpop_sent_at = time.monotonic()
        bells = [_bell(queue) for queue in self._polled]
        wait = self.brpop_timeout if timeout is None else timeout
        self.client.connection.send_command("BRPOP", *bells, wait or 0)

    def _brpop_read(self, **options: Any) -> bool:
        try:
            try:
                self.client.parse_response(self.client.connection, "BRPOP", **options)
            except self.connection_errors:
                # So that the next round connects anew.
                self.client.connection.disconnect()
                raise
            # Who leaves takes nothing along.
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
        """The next message of these queues, held from the moment it leaves its queue."""
        lists = [
            (queue, self._q_for_pri(queue, priority))
            for priority in self.priority_steps
            for queue in queues
        ]
        if not lists:
            return None
        keys = [self.unacked_key, self.unacked_index_key, UNREADABLE, *(key for _, key in lists)]
        with self.conn_or_acquire() as client:
            found = client.eval(FETCH, len(keys), *keys, time.time())
            if not found:
                return None
            queue, message = lists[found[0]][0], loads(found[1])
            if queue in self._unacknowledged:
                self.qos._remove_from_indices(message["properties"]["delivery_tag"]).execute()
            client.eval(RING, 1, _bell(queue))
        return queue, message


class Transport(redis.Transport):
    Channel = Channel


def _bell(queue: str) -> str:
    return f"{queue}:bell"
