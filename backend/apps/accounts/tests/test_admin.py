"""Actions of staff on accounts, and their events."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, RecoveryCode, SecurityEvent, Session, Totp, User
from apps.accounts.tests.complete_user import make_complete_user
from apps.accounts.tests.factories import make_session, make_user
from apps.accounts.tests.operators import enter_admin, make_operator

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"


@pytest.fixture
def olga() -> User:
    return make_operator(handle="olga")


@pytest.fixture
def operator(olga: User) -> Client:
    return enter_admin(olga)


def act(client: Client, action: str, *rows: Any, place: str = USERS, **more: str) -> str:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    response = client.post(place, chosen, follow=True)
    assert response.status_code == 200
    return "\n".join(map(str, response.context["messages"]))


def kinds_of(user: User) -> list[str]:
    return list(user.security_events.order_by("id").values_list("kind", flat=True))


def form_of(client: Client, user: User) -> dict[str, Any]:
    form = client.get(f"{USERS}{user.pk}/change/").context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_deactivation_ends_sessions(operator: Client, olga: User, alice: User) -> None:
    session = make_session(alice)
    assert act(operator, "deactivate", alice) == "1 account changed."

    alice.refresh_from_db()
    session.refresh_from_db()
    assert (alice.is_active, session.end) == (False, "deactivated")
    event = alice.security_events.get()
    assert (event.kind, event.details) == ("deactivated", {"by_staff": olga.pk})

    act(operator, "activate", alice)
    alice.refresh_from_db()
    assert alice.is_active
    assert kinds_of(alice) == ["deactivated", "activated"]


def test_unchanged_state_records_no_event(operator: Client, alice: User) -> None:
    for action in ("activate", "end_sessions", "cancel_deletion"):
        assert act(operator, action, alice) == "0 accounts changed."
    assert kinds_of(alice) == []


def test_end_sessions_ends_all_of_user(operator: Client, alice: User, bob: User) -> None:
    ended, kept = make_session(alice), make_session(bob)
    act(operator, "end_sessions", alice)
    assert list(Session.live.filter(user__in=(alice, bob))) == [kept]
    assert kinds_of(alice) == ["all_sessions_ended"]
    assert kinds_of(bob) == []
    ended.refresh_from_db()
    assert ended.end == "ended_elsewhere"


def test_end_one_session(operator: Client, alice: User) -> None:
    ended, kept = make_session(alice), make_session(alice)
    place = "/admin/accounts/session/"
    assert act(operator, "end_chosen", ended, place=place) == "1 session ended."
    assert list(Session.live.filter(user=alice)) == [kept]
    assert kinds_of(alice) == ["session_ended"]
    assert operator.get(f"{place}?state=over").context["cl"].result_count == 1
    assert operator.get(f"{place}?state=live&q=alice").context["cl"].result_count == 1


def test_deletion_is_requested_and_cancelled(operator: Client, alice: User) -> None:
    act(operator, "request_deletion", alice)
    alice.refresh_from_db()
    assert alice.deletion_due_at is not None
    assert operator.get(f"{USERS}?deletion_due_at__isempty=0").context["cl"].result_count == 1
    act(operator, "cancel_deletion", alice)
    alice.refresh_from_db()
    assert alice.deletion_due_at is None
    assert kinds_of(alice) == ["deletion_asked", "deletion_cancelled"]
    assert operator.get(f"{USERS}{alice.pk}/delete/").status_code == 403


def test_form_records_changes(operator: Client, alice: User) -> None:
    session = make_session(alice)
    form = form_of(operator, alice) | {"email": "Alice@New.example", "is_staff": "on"}
    form.pop("is_active")
    assert operator.post(f"{USERS}{alice.pk}/change/", form).status_code == 302

    alice.refresh_from_db()
    assert (alice.email, alice.is_staff, alice.is_active) == ("alice@new.example", True, False)
    assert kinds_of(alice) == ["email_changed", "deactivated", "rights_changed"]
    assert alice.security_events.last().details["changed"] == ["is_staff"]  # type: ignore[union-attr]
    session.refresh_from_db()
    assert not session.is_live


def test_password_change_ends_sessions(operator: Client, alice: User) -> None:
    session = make_session(alice)
    password = dict.fromkeys(("password1", "password2"), "another-horse-battery")
    page = f"{USERS}{alice.pk}/password/"
    operator.post(page, password | {"password2": "other", "usable_password": "true"})
    assert kinds_of(alice) == []
    response = operator.post(page, password | {"usable_password": "true"})

    assert response.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("another-horse-battery")
    assert kinds_of(alice) == ["password_changed"]
    session.refresh_from_db()
    assert session.end == "credentials_changed"


def test_staff_removes_lost_credentials(operator: Client) -> None:
    alice = make_complete_user(handle="alice").user
    SecurityEvent.objects.all().delete()
    operator.post(f"/admin/accounts/totp/{alice.totp.pk}/delete/", {"post": "yes"})
    act(
        operator,
        "delete_selected",
        alice.passkeys.get(),
        place="/admin/accounts/passkey/",
        post="yes",
    )

    models = (Passkey, RecoveryCode, Totp)
    assert not any(model._default_manager.filter(user=alice).exists() for model in models)
    assert kinds_of(alice) == ["second_factor_removed", "passkey_removed"]


def test_last_superuser_cannot_be_removed(operator: Client, olga: User) -> None:
    for action in ("deactivate", "request_deletion"):
        assert "last superuser" in act(operator, action, olga)
    for right in ("is_active", "is_superuser"):
        form = form_of(operator, olga)
        form.pop(right)
        response = operator.post(f"{USERS}{olga.pk}/change/", form)
        assert "last superuser" in response.content.decode()
    olga.refresh_from_db()
    assert (olga.is_active, olga.is_superuser, olga.deletion_due_at) == (True, True, None)


@pytest.mark.parametrize(
    "model",
    [
        "archive",
        "passkey",
        "pendingsignup",
        "recoverycode",
        "securityevent",
        "session",
        "totp",
        "undeliveredmail",
    ],
)
def test_security_events_are_read_only(operator: Client, olga: User, model: str) -> None:
    make_complete_user(handle="alice")
    place = f"/admin/accounts/{model}/"
    row = operator.get(place).context["cl"].result_list[0]
    assert operator.get(f"{place}add/").status_code == 403
    assert operator.post(f"{place}{row.pk}/change/", {"user": olga.pk}).status_code == 403
    if model in {"recoverycode", "securityevent", "session"}:
        assert operator.post(f"{place}{row.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.fixture
def clerk() -> User:
    """Staff with all permissions who is no superuser."""
    clerk = make_operator(handle="carl", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.all())
    return clerk


def test_staff_cannot_change_permissions(clerk: User, alice: User) -> None:
    client = enter_admin(clerk)
    rights = {"is_superuser": "on", "is_staff": "on", "user_permissions": ["1"]}
    form = form_of(client, alice) | rights
    assert client.post(f"{USERS}{alice.pk}/change/", form).status_code == 302
    alice.refresh_from_db()
    assert (alice.is_superuser, alice.is_staff) == (False, False)
    assert not alice.user_permissions.exists()


@pytest.mark.parametrize("who", ["superuser", "colleague", "self"])
def test_staff_cannot_change_staff(clerk: User, olga: User, alice: User, who: str) -> None:
    colleague = make_user(handle="dora", is_staff=True)
    user = {"superuser": olga, "colleague": colleague, "self": clerk}[who]
    client = enter_admin(clerk)
    before = User.objects.values().get(pk=user.pk)

    form = {"email": "thief@example.com", "handle": user.handle, "is_active": "on"}
    assert client.post(f"{USERS}{user.pk}/change/", form).status_code == 403
    password = dict.fromkeys(("password1", "password2"), "another-horse-battery")
    assert client.post(f"{USERS}{user.pk}/password/", password).status_code == 403
    for action in ("deactivate", "request_deletion", "end_sessions"):
        assert "is staff. Only superusers can change it." in act(client, action, user)
    assert "is staff. Only superusers can change it." in act(client, "deactivate", user, alice)
    assert User.objects.values().get(pk=user.pk) == before
    alice.refresh_from_db()
    assert not alice.is_active

    Totp.objects.filter(user=user).delete()
    totp = Totp.objects.create(user=user, secret="SECRET", confirmed_at=timezone.now())
    passkey = Passkey.objects.create(user=user, credential_id=b"key", credential=b"key")
    link = UserSocialAuth.objects.create(user=user, provider="github", uid="1")
    for row in (totp, passkey, link):
        place = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
        assert client.post(f"{place}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert client.post(place, chosen).status_code == 403
        row.refresh_from_db()


def test_only_superusers_change_groups(clerk: User, operator: Client) -> None:
    group = Group.objects.create(name="editors")
    clerk.groups.add(group)
    client = enter_admin(clerk)
    page = f"/admin/auth/group/{group.pk}/change/"
    form = {"name": "editors", "permissions": ["1"]}
    for path, sent in (
        (page, form),
        ("/admin/auth/group/add/", form),
        (f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}),
    ):
        assert client.post(path, sent).status_code == 403
    assert not group.permissions.exists()
    assert operator.post(page, form).status_code == 302
    assert group.permissions.count() == 1


def test_view_permission_changes_nothing(alice: User) -> None:
    clerk = make_user(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = enter_admin(clerk)
    session = make_session(alice)
    assert client.get(USERS).status_code == 200
    act(client, "deactivate", alice)
    act(client, "end_chosen", session, place="/admin/accounts/session/")
    alice.refresh_from_db()
    session.refresh_from_db()
    assert alice.is_active
    assert session.is_live
    assert kinds_of(alice) == []
