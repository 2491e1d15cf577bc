"""Asked of an agent over HTTP, as a worker does."""

import socket
import threading
from collections.abc import Iterator

import pytest

from apps.scaling.fleets.agent import Agent
from apps.scaling.worker.protection import Protection


@pytest.fixture
def agent() -> Iterator[Agent]:
    started = Agent()
    yield started
    started.close()


def test_a_worker_is_protected_while_it_is_busy(agent: Agent) -> None:
    protection = Protection(agent.address("one"))
    protection.take()
    assert agent.protects("one")
    assert not agent.protects("two")

    protection.tend(is_busy=lambda: True)
    assert agent.protects("one")

    protection.tend(is_busy=lambda: False)
    assert not agent.protects("one")


def test_it_is_renewed_at_half_its_life(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    protection = Protection(agent.address("one"), minutes=10)
    protection.take()
    first = agent.protected_until["one"]
    protection.tend(is_busy=lambda: True)
    assert agent.protected_until["one"] == first

    assert protection.asked_at is not None
    protection.asked_at -= 301
    protection.tend(is_busy=lambda: True)
    assert agent.protected_until["one"] > first


def test_an_agent_that_does_not_answer_is_asked_again(
    agent: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    agent.is_silent = lambda: True
    protection = Protection(agent.address("one"))
    protection.take()
    assert not agent.protects("one")
    assert "protection_not_set" in caplog.text

    agent.is_silent = lambda: False
    protection.tend(is_busy=lambda: True)
    assert agent.protects("one")


@pytest.mark.parametrize("answer", [{"failure": {"Reason": "TASK_NOT_VALID"}}, {}, [], "text"])
def test_an_answer_that_gives_no_protection_is_not_taken_for_one(
    agent: Agent, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    protection = Protection(agent.address("one"))
    monkeypatch.setattr("json.load", lambda _: answer)
    protection.take()
    assert protection.asked_at is None


def test_an_answer_that_is_no_http_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"rubbish\r\n\r\n")
            connection.close()

        threading.Thread(target=babble).start()
        Protection(f"http://127.0.0.1:{server.getsockname()[1]}").take()
    assert "protection_not_set" in caplog.text


def test_without_an_agent_nobody_is_asked() -> None:
    Protection("").take()
