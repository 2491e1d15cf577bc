"""Passkey requests as a browser sends them."""

from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.tests.authenticator import Authenticator

Json = dict[str, Any]


def add(client: APIClient, phone: Authenticator, *, name: str = "Phone") -> Any:
    begun = client.post("/api/passkeys/options/").json()
    credential = phone.create(begun["options"])
    body = {"name": name, "ceremony": begun["ceremony"], "credential": credential}
    return client.post("/api/passkeys/", body, "json")


def begin() -> Json:
    begun = Client().post("/api/session/passkey/options/")
    assert begun.status_code == 200
    return dict(begun.json())


def answer_with(ceremony: Any, credential: Any) -> Any:
    body = {"ceremony": ceremony, "credential": credential}
    return Client().post("/api/session/passkey/", body, "application/json")


def sign_in(phone: Authenticator) -> Any:
    begun = begin()
    return answer_with(begun["ceremony"], phone.get(begun["options"]))


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


def errors_of(response: Any) -> list[str]:
    assert response.status_code == 400, response.content
    return [error["field"] for error in response.json()["errors"]]
