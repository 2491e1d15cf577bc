from django.test import Client

from apps.accounts.models import Session, User
from apps.accounts.sessions import open_session
from apps.accounts.tests.factories import NOBODY, make_user


def make_operator(*, handle: str = "", **fields: object) -> User:
    return make_user(handle=handle, **({"is_staff": True, "is_superuser": True} | fields))


def enter_admin(user: User, *, client: Client | None = None) -> Client:
    """A browser in which this operator has signed in with two factors, and opened the admin."""
    client = client or Client()
    granted = open_session(
        user=user, client=Session.Client.BROWSER, visitor=NOBODY, second_factor=True
    )
    bearer = {"Authorization": f"Bearer {granted.access}"}
    answer = client.post("/api/admin-session/", headers=bearer)
    assert answer.status_code == 204, answer.content
    return client
