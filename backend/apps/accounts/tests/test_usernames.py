import pytest

from apps.accounts.models import User
from apps.accounts.social.usernames import generate_handle
from apps.accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("octo-cat", "octo_cat"),
        ("José  Núñez", "Jose_Nunez"),
        ("  --x.y--  ", "x_y"),
        ("a" * 24 + " " + "b" * 20, "a" * 24),
        ("王小明", "user"),
        ("", "user"),
    ],
)
def test_name_becomes_handle(name: str, handle: str) -> None:
    assert generate_handle(name) == handle


@pytest.mark.parametrize(("name", "start"), [("Bo", "Bo_"), ("ALICE", "ALICE_"), ("x" * 99, "x")])
def test_short_or_taken_name_gets_number(name: str, start: str) -> None:
    make_user(handle="alice")
    make_user(handle="x" * 24)

    handle = generate_handle(name)

    assert handle.startswith(start)
    User(email="new@example.com", handle=handle, password="!").full_clean()
