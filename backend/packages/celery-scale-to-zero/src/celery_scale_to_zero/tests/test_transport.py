"""A message is always either in its queue or held, whichever process dies at any time."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from kombu import Connection, Consumer, Queue
from redis import Connection as RedisConnection

from celery_scale_to_zero.broker.client import UNACKED, Broker
from celery_scale_to_zero.broker.transport import UNREADABLE, Channel

TRANSPORT = "celery_scale_to_zero.broker.transport:Transport"


def broker_url() -> str:
    return os.environ["REDIS_URL"]


class KilledError(Exception):
    """Simulates the end of a process."""


@pytest.fixture
def connection(broker: Broker) -> Iterator[Connection]:
    with Connection(broker_url(), transport=TRANSPORT) as opened:
        yield opened


def publish(connection: Connection, body: str, **options: Any) -> None:
    with connection.Producer() as producer:
        queue = Queue("heavy", channel=connection.default_channel)
        producer.publish(body, routing_key="heavy", declare=[queue], **options)


class Reader:
    """Consumes on a connection of its own."""

    def __init__(self, **options: Any) -> None:
        self.connection = Connection(broker_url(), transport=TRANSPORT)
        self.read: list[str] = []
        self.messages: list[Any] = []
        self.consumer = Consumer(
            self.connection.channel(), [Queue("heavy")], callbacks=[self.receive], **options
        )
        self.consumer.qos(prefetch_count=1)
        self.consumer.consume()

    def receive(self, body: str, message: Any) -> None:
        self.read.append(body)
        self.messages.append(message)

    def drain(self, *, timeout: float = 3) -> None:
        self.connection.drain_events(timeout=timeout)


@pytest.fixture
def reader(broker: Broker) -> Iterator[Reader]:
    made = Reader()
    yield made
    made.connection.close()


def test_message_is_delivered_held_and_acknowledged(
    connection: Connection, reader: Reader, broker: Broker
) -> None:
    publish(connection, "hello")
    reader.drain()
    assert reader.read == ["hello"]
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (0, 1)

    reader.messages[0].ack()
    assert broker.hlen(UNACKED) == 0


def test_message_is_held_before_its_reader_receives_it(
    connection: Connection, reader: Reader, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise KilledError

    publish(connection, "hello")
    monkeypatch.setattr(reader.connection.transport, "_deliver", killed)
    with pytest.raises(KilledError):
        reader.drain()

    held: Any = broker.hvals(UNACKED)
    assert len(held) == 1
    (tag,) = broker.hkeys(UNACKED)  # type: ignore[misc] # redis-py's two natures
    channel: Any = connection.default_channel
    channel.qos.restore_by_tag(tag)
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (1, 0)


def test_closing_reader_fetches_nothing(
    connection: Connection, reader: Reader, broker: Broker
) -> None:
    with pytest.raises(TimeoutError):
        reader.drain(timeout=0.2)  # now it waits for the bell
    reader.consumer.cancel()
    publish(connection, "hello")
    reader.connection.close()
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (1, 0)


def test_messages_are_ordered_by_priority_and_age(connection: Connection, reader: Reader) -> None:
    for body, priority in (("a", 9), ("b", 9), ("c", 0), ("d", 3)):
        publish(connection, body, priority=priority)
    for _ in range(4):
        reader.drain()
        reader.messages[-1].ack()
    assert reader.read == ["c", "d", "a", "b"]


def test_notified_reader_notifies_the_next(
    connection: Connection, reader: Reader, broker: Broker
) -> None:
    for body in ("a", "b"):
        publish(connection, body)
    assert broker.llen("heavy:bell") == 1
    second = Reader()
    reader.drain()
    assert broker.llen("heavy:bell") == 1
    second.drain()
    assert (reader.read, second.read) == (["a"], ["b"])
    second.connection.close()


def test_batch_notifies_after_its_messages(
    connection: Connection, reader: Reader, broker: Broker
) -> None:
    publish(connection, "first")
    reader.drain()
    reader.messages[0].ack()
    broker.delete("heavy:bell")
    producer: Any = connection.Producer()  # its types leave batches out
    with producer, producer.batch():
        producer.publish("second", routing_key="heavy")
        assert not broker.exists("heavy:bell")
    assert broker.llen("heavy:bell") == 1
    reader.drain()
    assert reader.read == ["first", "second"]


def test_message_to_an_expiring_queue_notifies(connection: Connection, broker: Broker) -> None:
    with connection.Producer() as producer:
        queue = Queue("replies", expires=60, channel=connection.default_channel)
        producer.publish("hello", routing_key="replies", declare=[queue])
    assert (broker.llen("replies"), broker.llen("replies:bell")) == (1, 1)
    expiry: Any = broker.pttl("replies")
    assert 0 < expiry <= 60_000


def test_publication_takes_one_round_trip(
    connection: Connection, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = connection.default_channel
    sent: list[Any] = []
    send: Any = RedisConnection.send_packed_command

    def count(self: Any, command: Any, *args: Any, **options: Any) -> None:
        sent.append(command)
        send(self, command, *args, **options)

    with connection.Producer(channel=channel) as producer:
        producer.publish("first", routing_key="heavy", declare=[Queue("heavy", channel=channel)])
        monkeypatch.setattr(RedisConnection, "send_packed_command", count)
        producer.publish("second", routing_key="heavy")
    assert len(sent) == 1
    assert b"EVALSHA" in b"".join(sent[0])


def test_message_without_notification_is_found(reader: Reader, broker: Broker) -> None:
    with Connection(broker_url()) as plain:
        publish(plain, "foreign")
    reader.drain()
    assert reader.read == ["foreign"]


def test_consumer_without_acknowledgement_holds_nothing(
    connection: Connection, broker: Broker
) -> None:
    reader = Reader(no_ack=True)
    publish(connection, "reply")
    reader.drain()
    assert reader.read == ["reply"]
    assert broker.hlen(UNACKED) == broker.zcard("unacked_index") == 0
    reader.connection.close()


@pytest.mark.parametrize(
    "rubbish",
    [
        "no json",
        "[]",
        "{}",
        '"text"',
        '{"properties": 5}',
        '{"properties": {"delivery_tag": "t"}}',
        '{"properties": {"delivery_tag": 7, "delivery_info": {}}}',
    ],
)
def test_unreadable_entry_is_put_aside(
    connection: Connection, reader: Reader, broker: Broker, rubbish: str
) -> None:
    broker.lpush("heavy", rubbish)
    publish(connection, "hello")
    reader.drain()
    assert reader.read == ["hello"]
    assert broker.lrange(UNREADABLE, 0, -1) == [rubbish]


def test_rejected_message_is_requeued(
    connection: Connection, reader: Reader, broker: Broker
) -> None:
    publish(connection, "hello")
    reader.drain()
    reader.messages[0].requeue()
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (1, 0)
    reader.drain()
    assert reader.read == ["hello", "hello"]


def test_busy_reader_leaves_the_message_to_others(
    connection: Connection, reader: Reader, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Channel, "may_fetch", staticmethod(lambda: False))
    publish(connection, "hello")
    with pytest.raises(TimeoutError):
        reader.drain(timeout=0.5)
    assert (broker.llen("heavy"), broker.hlen(UNACKED)) == (1, 0)

    monkeypatch.undo()
    reader.drain()
    assert reader.read == ["hello"]


def test_global_key_prefix_is_rejected(broker: Broker) -> None:
    options = {"global_keyprefix": "p:"}
    with (
        Connection(broker_url(), transport=TRANSPORT, transport_options=options) as prefixed,
        pytest.raises(ValueError, match="global_keyprefix"),
    ):
        prefixed.channel()
