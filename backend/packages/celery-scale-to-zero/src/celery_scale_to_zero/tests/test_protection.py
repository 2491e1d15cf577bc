"""Protection against an agent over HTTP, as used by a worker."""

import socket
import threading
from collections.abc import Iterator

import pytest

from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.worker.protection import Protection


@pytest.fixture
def agent() -> Iterator[LocalEcsAgent]:
    started = LocalEcsAgent()
    yield started
    started.close()


def test_worker_is_protected_while_busy(agent: LocalEcsAgent) -> None:
    protection = Protection(agent.url("one"))
    protection.take()
    assert agent.protects("one")
    assert not agent.protects("two")

    protection.update(is_busy=lambda: True)
    assert agent.protects("one")

    protection.update(is_busy=lambda: False)
    assert not agent.protects("one")


def test_protection_is_renewed_at_half_its_lifetime(
    agent: LocalEcsAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    protection = Protection(agent.url("one"), minutes=10)
    protection.take()
    first = agent.protected_until["one"]
    protection.update(is_busy=lambda: True)
    assert agent.protected_until["one"] == first

    assert protection.protected_at is not None
    protection.protected_at -= 301
    protection.update(is_busy=lambda: True)
    assert agent.protected_until["one"] > first


def test_protection_retries_an_unresponsive_agent(
    agent: LocalEcsAgent, caplog: pytest.LogCaptureFixture
) -> None:
    agent.is_silent = lambda: True
    protection = Protection(agent.url("one"))
    protection.take()
    assert not agent.protects("one")
    assert "protection_not_set" in caplog.text

    agent.is_silent = lambda: False
    protection.update(is_busy=lambda: True)
    assert agent.protects("one")


@pytest.mark.parametrize("response", [{"failure": {"Reason": "TASK_NOT_VALID"}}, {}, [], "text"])
def test_protection_rejects_a_response_without_protection(
    agent: LocalEcsAgent, monkeypatch: pytest.MonkeyPatch, response: object
) -> None:
    protection = Protection(agent.url("one"))
    monkeypatch.setattr("json.load", lambda _: response)
    protection.take()
    assert protection.protected_at is None


def test_protection_survives_an_invalid_http_response(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"rubbish\r\n\r\n")
            connection.close()

        threading.Thread(target=babble).start()
        Protection(f"http://127.0.0.1:{server.getsockname()[1]}").take()
    assert "protection_not_set" in caplog.text


def test_protection_is_disabled_without_agent() -> None:
    Protection("").take()
