from django.test import Client
from django.utils import timezone
from pyotp import random_base32

from apps.accounts.models import Session, Totp, User
from apps.accounts.sessions.sessions import open_session
from apps.accounts.tests.factories import NOBODY, make_user


def make_operator(*, handle: str = "", **fields: object) -> User:
    return make_user(handle=handle, **({"is_staff": True, "is_superuser": True} | fields))


def enter_admin(user: User, *, client: Client | None = None) -> Client:
    """Return a browser in which this operator has opened the admin with two factors."""
    client = client or Client()
    Totp.objects.get_or_create(
        user=user,
        defaults={"secret": random_base32(), "confirmed_at": timezone.now(), "approved": True},
    )
    tokens = open_session(
        user=user, client=Session.Client.BROWSER, client_info=NOBODY, second_factor=True
    )
    bearer = {"Authorization": f"Bearer {tokens.access}"}
    response = client.post("/api/admin-session/", headers=bearer)
    assert response.status_code == 204, response.content
    return client
