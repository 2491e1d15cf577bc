"""Lose two messages with kombu's Redis transport: `python lost_messages.py redis://localhost/15`.

Prints what became of each message, and exits with the number of lost ones. Empties the database.
"""

import os
import sys
from contextlib import suppress

import redis
from kombu import Connection, Consumer, Queue

QUEUE = "lost_messages"


def consumer_is_killed(url: str) -> None:
    """Kill a consumer after the pop of its message, before it is recorded as unacked."""
    publish(url)
    child = os.fork()
    if child == 0:
        connection = Connection(url)
        consume(connection)
        connection.transport._deliver = lambda *_: os._exit(1)
        connection.drain_events(timeout=5)
        os._exit(2)  # nothing was popped
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1


def consumer_closes(url: str) -> None:
    """Publish a message to a consumer that is closing and still waits for the response of Redis."""
    connection = Connection(url)
    consumer = consume(connection)
    with suppress(TimeoutError):
        connection.drain_events(timeout=0.2)
    consumer.cancel()
    publish(url)
    connection.close()


def publish(url: str) -> None:
    with Connection(url) as connection:
        queue = Queue(QUEUE, channel=connection.default_channel)
        connection.Producer().publish("hello", routing_key=QUEUE, declare=[queue])


def consume(connection: Connection) -> Consumer:
    consumer = Consumer(connection.channel(), [Queue(QUEUE)], callbacks=[lambda *_: None])
    consumer.consume()
    return consumer


def main(url: str) -> int:
    broker = redis.Redis.from_url(url)
    lost = 0
    for case in (consumer_is_killed, consumer_closes):
        broker.flushdb()
        case(url)
        is_kept = broker.llen(QUEUE) + broker.hlen("unacked") == 1
        lost += not is_kept
        print(f"{case.__name__}: the message is {'kept' if is_kept else 'lost'}")
    broker.flushdb()
    return lost


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
