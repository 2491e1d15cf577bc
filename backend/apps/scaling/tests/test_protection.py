"""Asked of an agent over HTTP, as a worker does."""

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

    protection.tend(busy=True)
    assert agent.protects("one")

    protection.tend(busy=False)
    assert not agent.protects("one")


def test_it_is_renewed_at_half_its_life(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    protection = Protection(agent.address("one"), minutes=10)
    protection.take()
    first = agent.protected_until["one"]
    protection.tend(busy=True)
    assert agent.protected_until["one"] == first

    assert protection.asked_at is not None
    protection.asked_at -= 301
    protection.tend(busy=True)
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
    protection.tend(busy=True)
    assert agent.protects("one")


def test_one_that_refuses_is_asked_again(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    protection = Protection(f"{agent.address('one')}/nothing/here")
    monkeypatch.setattr("json.load", lambda _: {"failure": {"Reason": "TASK_NOT_VALID"}})
    protection.take()
    assert protection.asked_at is None


def test_without_an_agent_nobody_is_asked() -> None:
    Protection("").take()
