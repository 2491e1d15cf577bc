from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django.fixtures import Settings

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, access_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hashers_as_in_production(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [
        "apps.accounts.credentials.password_hashers.Argon2",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]


def sign_in(password: str = PASSWORD) -> Any:
    body = {"email": "alice@example.com", "password": password}
    return Client().post("/api/session/", body, "application/json")


def hash_of(user: User) -> str:
    user.refresh_from_db()
    return user.password


def keep_older_hash(user: User) -> None:
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()


def test_password_is_hashed_with_recommended_argon2id(alice: User) -> None:
    alice.set_password(PASSWORD)
    assert alice.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_outdated_hash_is_upgraded_at_login(alice: User) -> None:
    keep_older_hash(alice)

    response = sign_in()

    assert hash_of(alice).startswith("argon2$argon2id$")
    headers = {"Authorization": f"Bearer {response.json()['access']}"}
    assert Client().get("/api/users/me/", headers=headers).status_code == 200
    before = hash_of(alice)
    assert sign_in().status_code == 200
    assert hash_of(alice) == before


def test_wrong_password_keeps_hash(alice: User) -> None:
    keep_older_hash(alice)
    assert sign_in("wrong").status_code == 401
    assert hash_of(alice).startswith("pbkdf2_sha256$")


def test_reauthentication_with_outdated_hash_keeps_session(client: Client, alice: User) -> None:
    keep_older_hash(alice)
    headers = {"Authorization": f"Bearer {access_of(alice)}"}
    path, proof = "/api/users/me/confirmation/", {"password": PASSWORD}

    assert client.post(path, proof, "application/json", headers=headers).status_code == 204

    assert client.get("/api/users/me/", headers=headers).status_code == 200
