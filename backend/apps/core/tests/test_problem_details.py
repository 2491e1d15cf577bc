from unittest.mock import patch

import pytest
import redis.exceptions
from django.db import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_invalid_field_is_named_with_reason(client: Client) -> None:
    body = {"email": "nobody", "password": "correct-horse-battery", "handle": "alice"}
    response = client.post("/api/users/", body, content_type="application/json")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["title"] == "Bad Request"
    assert problem["code"] == "invalid"
    assert problem["errors"] == [
        {"field": "email", "code": "invalid", "message": "Enter a valid email address."}
    ]
    assert problem["detail"] == "Enter a valid email address."


def test_malformed_json_is_problem(client: Client) -> None:
    response = client.post("/api/users/", "{", content_type="application/json")

    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


def test_unknown_path_is_problem(client: Client) -> None:
    response = client.get("/api/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == "Not found: /api/nothing/"


def test_unknown_host_is_problem(client: Client) -> None:
    response = client.get("/api/users/me/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert response.json()["code"] == "malformed"


@pytest.mark.parametrize(
    "path", ["/api/token/", "/graphql/", "/admin/login/", "/api/archives/1/cancel/"]
)
@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x"])
def test_oversized_body_is_rejected_unread(client: Client, path: str, content_type: str) -> None:
    response = client.post(path, "x" * (1024 * 1024 + 1), content_type=content_type)

    assert response.status_code == 413
    assert response.json()["code"] == "body_too_large"


@pytest.mark.parametrize("path", ["/api/users/", "/api/token/", "/api/session/"])
@pytest.mark.parametrize("body", ["[" * 100_000, '{"email":' * 5_000])
def test_deeply_nested_json_is_malformed(client: Client, path: str, body: str) -> None:
    response = client.post(path, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


def test_missing_token_is_401_with_www_authenticate(client: Client) -> None:
    response = client.get("/api/users/me/")

    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    "fault", [OperationalError("gone"), redis.exceptions.ConnectionError("gone")]
)
def test_unreachable_store_is_503(client: Client, fault: Exception) -> None:
    with patch("apps.core.views.config") as config:
        type(config).BANNER = property(lambda _: (_ for _ in ()).throw(fault))
        response = client.get("/api/site/")

    assert response.status_code == 503
    assert "temporarily unavailable" in response.json()["detail"]


def test_unexpected_error_hides_details(client: Client) -> None:
    client.raise_request_exception = False
    with patch("apps.core.views.SiteView.get", side_effect=RuntimeError("secret")):
        response = client.get("/api/site/")

    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.content.decode()
    assert response.json()["request_id"] == response["X-Request-ID"]
