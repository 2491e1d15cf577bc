"""The API of the workers page, and its permissions."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from constance.test import override_config
from django.core.cache import cache
from kombu.exceptions import OperationalError
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.scaling.demo import list_demos, run_demo
from apps.scaling.subscribers import SUBSCRIBERS
from celery_scale_to_zero.broker.cancellations import cancel, is_cancelled
from celery_scale_to_zero.broker.client import Broker, connect
from celery_scale_to_zero.broker.dead_letters import add_dead_letter
from celery_scale_to_zero.broker.task_runs import Run
from celery_scale_to_zero.broker.workers import WorkerRegistration
from celery_scale_to_zero.control.history import Sample, record_sample
from celery_scale_to_zero.fleets import FleetError
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.worker.leases import Leases

ClientOf = Callable[[User | None], APIClient]
RUN = Run(
    task_id="t",
    task="apps.scaling.tasks.demo",
    queue="heavy",
    retries=0,
    replaced=0,
    args=(),
    kwargs={"n": 1},
)


@pytest.fixture(autouse=True)
def _fleet(broker: Broker) -> None:
    LocalFleet(broker).report(queues=["imports", "heavy"], workers=[])


def start(client: APIClient, seconds: Any = 60) -> Any:
    return client.post("/api/scaling/demo-tasks/", {"seconds": seconds}, format="json")


def overview(client: APIClient) -> Any:
    response = client.get("/api/scaling/")
    assert response.status_code == 200, response.content
    return response.json()


def test_demo_is_enqueued_and_listed(alice: User, client_of: ClientOf, broker: Broker) -> None:
    client = client_of(alice)
    response = start(client)
    assert response.status_code == 201
    assert (response.json()["state"], response.json()["queue"]) == ("waiting", "heavy")

    shown = overview(client)
    assert [each["id"] for each in shown["demos"]] == [response.json()["id"]]
    heavy = next(each for each in shown["queues"] if each["name"] == "heavy")
    assert (heavy["queued"], heavy["wanted"], heavy["maximum"]) == (1, 1, 2)
    assert shown["demo_queue"] == "heavy"
    assert broker.zscore(SUBSCRIBERS, str(alice.pk)) is not None


def test_running_demo_reports_progress(alice: User, client_of: ClientOf, broker: Broker) -> None:
    client = client_of(alice)
    demo_id = start(client, seconds=1).json()["id"]
    seen = []

    def sleep(seconds: float) -> None:
        seen.append(overview(client)["demos"][0])
        time.sleep(seconds)

    run_demo(broker=broker, demo_id=demo_id, sleep=sleep)

    assert (seen[0]["state"], seen[0]["attempts"]) == ("running", 1)
    ended = overview(client)["demos"][0]
    assert (ended["state"], ended["fraction"]) == ("ended", 1)
    assert ended["ended"] > ended["created"]


def test_cancelled_waiting_demo_leaves_the_queue(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    client = client_of(alice)
    start(client)
    second = start(client).json()["id"]
    broker.lpush("heavy", "no message", '{"headers": null}')
    assert client.delete(f"/api/scaling/demo-tasks/{second}/").status_code == 204
    assert broker.llen("heavy") == 3
    assert [each["state"] for each in overview(client)["demos"]] == ["cancelled", "waiting"]
    # Twice is no fault.
    assert client.delete(f"/api/scaling/demo-tasks/{second}/").status_code == 204


def test_cancelled_running_demo_ends_within_a_second(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    client = client_of(alice)
    demo_id = start(client, seconds=600).json()["id"]
    broker.delete("heavy")  # a worker took it

    def meanwhile(_: float) -> None:
        client.delete(f"/api/scaling/demo-tasks/{demo_id}/")

    run_demo(broker=broker, demo_id=demo_id, sleep=meanwhile)

    assert is_cancelled(broker=broker, task_id=demo_id)
    assert overview(client)["demos"][0]["state"] == "cancelled"


def test_demo_of_a_dead_worker_can_be_cancelled(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    client = client_of(alice)
    demo_id = start(client).json()["id"]
    broker.delete("heavy")  # a worker took it, and died
    client.delete(f"/api/scaling/demo-tasks/{demo_id}/")
    assert overview(client)["demos"][0]["state"] == "cancelled"


@pytest.mark.parametrize("seconds", [0, -1, 7201, 1.5, "long", None])
def test_demo_rejects_invalid_lengths(
    alice: User, client_of: ClientOf, broker: Broker, seconds: Any
) -> None:
    response = start(client_of(alice), seconds)
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "seconds"
    assert broker.llen("heavy") == 0


def test_user_has_at_most_five_unfinished_demos(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    for _ in range(5):
        assert start(client_of(alice)).status_code == 201
    for _ in range(10):
        ended = start(client_of(bob)).json()["id"]
        client_of(bob).delete(f"/api/scaling/demo-tasks/{ended}/")
    rejected = start(client_of(alice))
    assert (rejected.status_code, rejected.json()["code"]) == (409, "too_many")
    assert start(client_of(bob)).status_code == 201


def test_demo_is_deleted_when_it_cannot_be_enqueued(
    alice: User, client_of: ClientOf, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("apps.scaling.tasks.demo.apply_async", away)
    assert start(client_of(alice)).status_code == 503
    assert list_demos(broker=broker, owner_id=alice.pk) == []


def test_running_tasks_exclude_dead_workers(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    presence = WorkerRegistration(broker=broker, worker="heavy-1@here 7", queues=["heavy"])
    presence.renew()
    leases = Leases(broker=broker, worker=presence.worker, seconds=60)
    leases.begin(RUN, tag="tag")
    (running,) = overview(client_of(alice))["running"]
    assert (running["task"], running["worker"], running["queue"]) == (RUN.task, "heavy-1", "heavy")
    presence.leave()
    assert overview(client_of(alice))["running"] == []


def test_dead_letter_is_listed_and_retried_once(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    add_dead_letter(broker=broker, run=RUN)
    alice.is_staff = True
    client = client_of(alice)
    (letter,) = overview(client)["dead_letters"]
    assert (letter["run"], letter["task"]) == ("t:0", RUN.task)
    assert json.loads(letter["arguments"]) == {"args": [], "n": 1}

    assert client.post("/api/scaling/dead-letters/t:0/").status_code == 204
    assert client.post("/api/scaling/dead-letters/t:0/").status_code == 404
    message: Any = broker.lindex("heavy", 0)
    assert json.loads(message)["headers"]["id"] == "t"
    assert broker.llen("heavy") == 1
    assert overview(client)["dead_letters"] == []


def test_dead_letter_can_be_discarded(alice: User, client_of: ClientOf, broker: Broker) -> None:
    add_dead_letter(broker=broker, run=RUN)
    alice.is_staff = True
    client = client_of(alice)
    assert client.delete("/api/scaling/dead-letters/t:0/").status_code == 204
    assert client.delete("/api/scaling/dead-letters/t:0/").status_code == 404
    assert broker.llen("heavy") == 0


def test_dead_letters_require_staff_on_an_open_page(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    add_dead_letter(broker=broker, run=RUN)
    client = client_of(alice)

    assert overview(client)["dead_letters"] == []
    assert client.post("/api/scaling/dead-letters/t:0/").status_code == 403
    assert client.delete("/api/scaling/dead-letters/t:0/").status_code == 403


def test_history_covers_the_chosen_hours(alice: User, client_of: ClientOf, broker: Broker) -> None:
    sample = Sample(demand=2, wanted=2, starting=1, ready=1, busy=1)
    record_sample(broker=broker, queue="heavy", sample=sample)
    client = client_of(alice)
    response = client.get("/api/scaling/history/", {"hours": "0.25"})
    heavy = next(each for each in response.json() if each["queue"] == "heavy")
    (shown,) = heavy["samples"]
    assert shown.pop("at")
    assert shown == {"demand": 2, "wanted": 2, "starting": 1, "busy": 1, "idle": 0}
    assert client.get("/api/scaling/history/", {"hours": "25"}).status_code == 400


def test_a_broker_that_is_away_is_503(
    alice: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.scaling.views.broker", lambda: connect("redis://127.0.0.1:1/0"))
    for path in ("/api/scaling/", "/api/scaling/history/"):
        assert client_of(alice).get(path).status_code == 503


def test_page_returns_503_when_the_fleet_is_unavailable(
    alice: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise FleetError

    monkeypatch.setattr(LocalFleet, "sizes", away)
    response = client_of(alice).get("/api/scaling/")
    assert (response.status_code, response.json()["code"]) == (503, "fleet_unavailable")


def test_visitors_see_neither_tasks_nor_costs(
    alice: User, client_of: ClientOf, broker: Broker
) -> None:
    cache.clear()
    start(client_of(alice))
    add_dead_letter(broker=broker, run=RUN)
    with override_config(SCALING_OPEN=False, SCALING_PUBLIC=True):
        for visitor in (None, alice):
            shown = overview(client_of(visitor))
            assert shown["can_operate"] is False
            assert (shown["running"], shown["demos"], shown["dead_letters"]) == ([], [], [])
            heavy = next(each for each in shown["queues"] if each["name"] == "heavy")
            assert (heavy["queued"], heavy["cost"]) == (1, None)
        assert client_of(None).get("/api/scaling/history/").status_code == 200
        assert start(client_of(None)).status_code == 401
        assert start(client_of(alice)).status_code == 403


def test_visitors_share_one_response(
    client_of: ClientOf, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    with override_config(SCALING_PUBLIC=True):
        first = overview(client_of(None))
        monkeypatch.setattr("apps.scaling.views.broker", lambda: connect("redis://127.0.0.1:1/0"))
        assert overview(client_of(None)) == first


def test_page_requires_staff_unless_opened_by_setting(alice: User, client_of: ClientOf) -> None:
    with override_config(SCALING_OPEN=False, SCALING_PUBLIC=False):
        assert client_of(alice).get("/api/scaling/").status_code == 403
        assert start(client_of(alice)).status_code == 403
        alice.is_staff = True
        assert client_of(alice).get("/api/scaling/").status_code == 200


def test_page_hides_other_users_demos(
    alice: User, bob: User, client_of: ClientOf, broker: Broker
) -> None:
    anonymous = client_of(None)
    with override_config(SCALING_PUBLIC=False):
        assert anonymous.get("/api/scaling/").status_code == 401
        assert anonymous.get("/api/scaling/history/").status_code == 401
    assert start(anonymous).status_code == 401
    assert anonymous.post("/api/scaling/dead-letters/t:0/").status_code == 401

    demo_id = start(client_of(alice)).json()["id"]
    outsider = client_of(bob)
    assert outsider.delete(f"/api/scaling/demo-tasks/{demo_id}/").status_code == 404
    assert overview(outsider)["demos"] == []
    assert broker.llen("heavy") == 1


def test_page_viewers_are_notified_of_changes(
    alice: User, bob: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int, str]] = []
    monkeypatch.setattr(
        "apps.scaling.subscribers.notify_user",
        lambda *, user_id, event: heard.append((user_id, event["type"])),
    )
    overview(client_of(alice))
    start(client_of(bob))
    assert heard == [(alice.pk, "scaling.changed")]


def test_cancelled_task_is_dropped_by_its_worker(broker: Broker) -> None:
    cancel(broker=broker, task_id="t")
    assert Leases(broker=broker, worker="one", seconds=60).begin(RUN, tag="tag") == "cancelled"
