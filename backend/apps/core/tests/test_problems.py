from unittest.mock import patch

import pytest
import redis.exceptions
from django.db import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_a_bad_field_is_named_with_its_reason(client: Client) -> None:
    body = {"email": "nobody", "password": "correct-horse-battery", "handle": "alice"}
    answer = client.post("/api/users/", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["title"] == "Bad Request"
    assert problem["code"] == "invalid"
    assert problem["errors"] == [
        {"field": "email", "code": "invalid", "message": "Enter a valid email address."}
    ]
    assert problem["detail"] == "Enter a valid email address."


def test_malformed_json_is_a_problem(client: Client) -> None:
    answer = client.post("/api/users/", "{", content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


def test_an_unknown_path_is_a_problem(client: Client) -> None:
    answer = client.get("/api/nothing/")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "Nothing answers at /api/nothing/."


def test_a_foreign_host_is_a_problem(client: Client) -> None:
    answer = client.get("/api/users/me/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


@pytest.mark.parametrize("path", ["/api/token/", "/graphql/"])
def test_a_body_that_no_form_needs_is_refused_unread(client: Client, path: str) -> None:
    answer = client.post(path, "x" * (1024 * 1024 + 1), content_type="application/json")

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize("path", ["/api/users/", "/api/token/", "/api/session/"])
@pytest.mark.parametrize("body", ["[" * 100_000, '{"email":' * 5_000])
def test_json_without_a_bottom_is_malformed(client: Client, path: str, body: str) -> None:
    answer = client.post(path, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


def test_a_missing_token_asks_for_one(client: Client) -> None:
    answer = client.get("/api/users/me/")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    "fault", [OperationalError("gone"), redis.exceptions.ConnectionError("gone")]
)
def test_an_unreachable_store_is_503(client: Client, fault: Exception) -> None:
    with patch("apps.core.views.config") as config:
        type(config).BANNER = property(lambda _: (_ for _ in ()).throw(fault))
        answer = client.get("/api/site/")

    assert answer.status_code == 503
    assert "does not answer" in answer.json()["detail"]


def test_a_fault_of_ours_is_a_problem_without_its_inside(client: Client) -> None:
    client.raise_request_exception = False
    with patch("apps.core.views.SiteView.get", side_effect=RuntimeError("secret")):
        answer = client.get("/api/site/")

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.content.decode()
    assert answer.json()["request_id"] == answer["X-Request-ID"]
