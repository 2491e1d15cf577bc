from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session as AdminSession
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from apps.accounts.credentials.two_factor import approve_second_factors
from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import end_sessions, open_session
from apps.accounts.tasks import delete_expired_rows
from apps.accounts.tests.factories import NOBODY, add_totp
from apps.accounts.tests.operators import enter_admin, make_operator

pytestmark = pytest.mark.django_db
URL = "/api/admin-session/"


@pytest.fixture
def operator() -> User:
    return make_operator(handle="olga")


def bearer(user: User, *, second_factor: bool) -> dict[str, str]:
    if second_factor and not user.has_second_factor:
        add_totp(user)
        approve_second_factors(user=user)
    tokens = open_session(
        user=user, client=Session.Client.BROWSER, client_info=NOBODY, second_factor=second_factor
    )
    return {"Authorization": f"Bearer {tokens.access}"}


def is_inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_staff_enters_admin_with_second_factor(client: Client, operator: User) -> None:
    response = client.post(URL, headers=bearer(operator, second_factor=True))

    assert response.status_code == 204
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 8 * 3600)
    assert is_inside(client)
    assert list(operator.security_events.values_list("kind", flat=True)) == ["admin_entered"]


def test_admin_redirects_to_login_without_session(client: Client) -> None:
    first = client.get("/admin/accounts/user/?q=a")
    assert first["Location"] == "/admin/login/?next=/admin/accounts/user/%3Fq%3Da"
    second = client.get(first["Location"])
    assert second["Location"] == (
        f"{settings.SITE_URL}/sign-in?next=%2Fadmin%2Faccounts%2Fuser%2F%3Fq%3Da"
    )
    assert "no-store" in second["Cache-Control"]


def test_admin_login_redirects_to_next_when_logged_in(operator: User) -> None:
    client = enter_admin(operator)
    assert client.get("/admin/login/?next=/flower/tasks")["Location"] == "/flower/tasks"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "evil", ""])
def test_admin_login_rejects_external_redirects(
    client: Client, operator: User, next_page: str
) -> None:
    query = {"next": next_page}
    led = client.get("/admin/login/", query)
    assert led["Location"] == f"{settings.SITE_URL}/sign-in?next=%2Fadmin%2F"
    assert enter_admin(operator).get("/admin/login/", query)["Location"] == "/admin/"


def test_admin_accepts_no_password(client: Client, operator: User) -> None:
    form = {"username": operator.email, "password": "correct-horse-battery"}
    assert client.post("/admin/login/", form).status_code == 302
    assert not is_inside(client)


def test_admin_requires_second_factor(client: Client, operator: User) -> None:
    rejected = client.post(URL, headers=bearer(operator, second_factor=False))
    assert (rejected.status_code, rejected.json()["code"]) == (403, "second_factor_needed")
    assert "sessionid" not in rejected.cookies
    assert not is_inside(client)


def test_development_requires_no_second_factor(
    client: Client, operator: User, settings: Settings
) -> None:
    settings.ADMIN_SECOND_FACTOR = False
    assert client.post(URL, headers=bearer(operator, second_factor=False)).status_code == 204
    assert is_inside(client)


def test_admin_session_ends_with_parent_session(operator: User) -> None:
    client = enter_admin(operator)
    end_sessions(user=operator, end=Session.End.SIGNED_OUT)
    assert not is_inside(client)


def test_admin_session_survives_other_sessions(operator: User) -> None:
    other = bearer(operator, second_factor=True)
    client = enter_admin(operator)
    assert client.delete("/api/session/", headers=other).status_code == 204
    assert is_inside(client)


def test_admin_session_ends_when_parent_expires(operator: User) -> None:
    client = enter_admin(operator)
    Session.objects.update(expires_at=timezone.now())
    assert not is_inside(client)


def test_removed_staff_loses_access(operator: User) -> None:
    client = enter_admin(operator)
    User.objects.filter(pk=operator.pk).update(is_staff=False)
    assert not is_inside(client)


def test_password_change_ends_admin_session(operator: User) -> None:
    client = enter_admin(operator)
    operator.set_password("another-horse-battery")
    operator.save()
    assert not is_inside(client)


def test_logout_from_admin_and_application(operator: User) -> None:
    client = enter_admin(operator)
    client.post("/admin/logout/")
    assert not is_inside(client)

    client = enter_admin(operator)
    held = client.cookies["sessionid"].value
    assert client.delete(URL, headers=bearer(operator, second_factor=False)).status_code == 204
    client.cookies["sessionid"] = held
    assert not is_inside(client)


def test_session_fixation_is_prevented(client: Client, operator: User) -> None:
    planted = Client()
    planted.force_login(operator)
    client.cookies["sessionid"] = planted.cookies["sessionid"].value
    enter_admin(operator, client=client)
    assert is_inside(client)
    assert not is_inside(planted)


def test_second_operator_replaces_first(operator: User) -> None:
    client = enter_admin(operator)
    other = make_operator()
    enter_admin(other, client=client)
    end_sessions(user=operator, end=Session.End.SIGNED_OUT)
    assert is_inside(client)
    end_sessions(user=other, end=Session.End.SIGNED_OUT)
    assert not is_inside(client)


def test_admin_password_change_redirects_to_account(operator: User) -> None:
    client = enter_admin(operator)
    assert (
        client.get("/admin/password_change/")["Location"] == f"{settings.SITE_URL}/account/security"
    )


def test_expired_admin_sessions_are_deleted(operator: User) -> None:
    enter_admin(operator)
    enter_admin(operator)
    expired = AdminSession.objects.all()[:1].get()
    AdminSession.objects.filter(pk=expired.pk).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    delete_expired_rows()
    assert AdminSession.objects.exclude(pk=expired.pk).count() == 1 == AdminSession.objects.count()


def test_plain_django_session_grants_no_access(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert not is_inside(client)


def test_non_staff_cannot_enter_admin(client: Client, alice: User) -> None:
    headers = bearer(alice, second_factor=True)
    assert client.post(URL, headers=headers).status_code == 403
    assert client.delete(URL, headers=headers).status_code == 403
    assert client.post(URL).status_code == 401
    assert not is_inside(client)
    assert not alice.security_events.exists()
