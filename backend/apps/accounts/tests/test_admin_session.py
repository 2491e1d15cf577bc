from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session as AdminSession
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions, open_session
from apps.accounts.tasks import forget_what_is_over
from apps.accounts.tests.factories import NOBODY
from apps.accounts.tests.operators import enter_admin, make_operator

pytestmark = pytest.mark.django_db
DOOR = "/api/admin-session/"


@pytest.fixture
def operator() -> User:
    return make_operator(handle="olga")


def bearer(user: User, *, second_factor: bool) -> dict[str, str]:
    granted = open_session(
        user=user, client=Session.Client.BROWSER, visitor=NOBODY, second_factor=second_factor
    )
    return {"Authorization": f"Bearer {granted.access}"}


def is_inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_staff_enters_with_a_second_factor(client: Client, operator: User) -> None:
    answer = client.post(DOOR, headers=bearer(operator, second_factor=True))

    assert answer.status_code == 204
    cookie = answer.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 8 * 3600)
    assert is_inside(client)
    assert list(operator.security_events.values_list("kind", flat=True)) == ["admin_entered"]


def test_without_a_session_the_admin_leads_to_the_sign_in_page(client: Client) -> None:
    first = client.get("/admin/accounts/user/?q=a")
    assert first["Location"] == "/admin/login/?next=/admin/accounts/user/%3Fq%3Da"
    second = client.get(first["Location"])
    assert second["Location"] == (
        f"{settings.SITE_URL}/sign-in?next=%2Fadmin%2Faccounts%2Fuser%2F%3Fq%3Da"
    )
    assert "no-store" in second["Cache-Control"]


def test_who_is_inside_is_led_on(operator: User) -> None:
    client = enter_admin(operator)
    assert client.get("/admin/login/?next=/flower/tasks")["Location"] == "/flower/tasks"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "evil", ""])
def test_it_leads_nobody_elsewhere(client: Client, operator: User, next_page: str) -> None:
    query = {"next": next_page}
    led = client.get("/admin/login/", query)
    assert led["Location"] == f"{settings.SITE_URL}/sign-in?next=%2Fadmin%2F"
    assert enter_admin(operator).get("/admin/login/", query)["Location"] == "/admin/"


def test_a_password_opens_nothing_here(client: Client, operator: User) -> None:
    form = {"username": operator.email, "password": "correct-horse-battery"}
    assert client.post("/admin/login/", form).status_code == 302
    assert not is_inside(client)


def test_one_proof_is_not_enough(client: Client, operator: User) -> None:
    refused = client.post(DOOR, headers=bearer(operator, second_factor=False))
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_needed")
    assert "sessionid" not in refused.cookies
    assert not is_inside(client)


def test_a_laptop_asks_for_no_second_factor(
    client: Client, operator: User, settings: Settings
) -> None:
    settings.ADMIN_SECOND_FACTOR = False
    assert client.post(DOOR, headers=bearer(operator, second_factor=False)).status_code == 204
    assert is_inside(client)


def test_it_ends_with_the_session_it_stands_under(operator: User) -> None:
    client = enter_admin(operator)
    end_sessions(user=operator, end=Session.End.SIGNED_OUT)
    assert not is_inside(client)


def test_it_ends_with_that_one_alone(operator: User) -> None:
    other = bearer(operator, second_factor=True)
    client = enter_admin(operator)
    assert client.delete("/api/session/", headers=other).status_code == 204
    assert is_inside(client)


def test_it_ends_when_nobody_renews_that_session(operator: User) -> None:
    client = enter_admin(operator)
    Session.objects.update(expires_at=timezone.now())
    assert not is_inside(client)


def test_a_dismissed_operator_is_out_at_once(operator: User) -> None:
    client = enter_admin(operator)
    User.objects.filter(pk=operator.pk).update(is_staff=False)
    assert not is_inside(client)


def test_a_new_password_ends_it(operator: User) -> None:
    client = enter_admin(operator)
    operator.set_password("another-horse-battery")
    operator.save()
    assert not is_inside(client)


def test_it_is_left_from_the_admin_and_from_the_application(operator: User) -> None:
    client = enter_admin(operator)
    client.post("/admin/logout/")
    assert not is_inside(client)

    client = enter_admin(operator)
    held = client.cookies["sessionid"].value
    assert client.delete(DOOR, headers=bearer(operator, second_factor=False)).status_code == 204
    client.cookies["sessionid"] = held
    assert not is_inside(client)


def test_a_cookie_that_was_planted_before_opens_nothing(client: Client, operator: User) -> None:
    planted = Client()
    planted.force_login(operator)
    client.cookies["sessionid"] = planted.cookies["sessionid"].value
    enter_admin(operator, client=client)
    assert is_inside(client)
    assert not is_inside(planted)


def test_another_operator_takes_over_the_browser(operator: User) -> None:
    client = enter_admin(operator)
    other = make_operator()
    enter_admin(other, client=client)
    end_sessions(user=operator, end=Session.End.SIGNED_OUT)
    assert is_inside(client)
    end_sessions(user=other, end=Session.End.SIGNED_OUT)
    assert not is_inside(client)


def test_the_password_is_changed_on_the_accounts_own_page(operator: User) -> None:
    client = enter_admin(operator)
    assert (
        client.get("/admin/password_change/")["Location"] == f"{settings.SITE_URL}/account/security"
    )


def test_what_expired_is_forgotten(operator: User) -> None:
    enter_admin(operator)
    enter_admin(operator)
    expired = AdminSession.objects.all()[:1].get()
    AdminSession.objects.filter(pk=expired.pk).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    forget_what_is_over()
    assert AdminSession.objects.exclude(pk=expired.pk).count() == 1 == AdminSession.objects.count()


def test_a_session_of_djangos_alone_opens_nothing(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert not is_inside(client)


def test_others_do_not_enter(client: Client, alice: User) -> None:
    headers = bearer(alice, second_factor=True)
    assert client.post(DOOR, headers=headers).status_code == 403
    assert client.delete(DOOR, headers=headers).status_code == 403
    assert client.post(DOOR).status_code == 401
    assert not is_inside(client)
    assert not alice.security_events.exists()
