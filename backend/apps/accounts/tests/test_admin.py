"""What staff does to accounts, and what is noted of it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import Passkey, RecoveryCode, SecurityEvent, Session, Totp, User
from apps.accounts.tests.equipped import make_equipped
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
    answer = client.post(place, chosen, follow=True)
    assert answer.status_code == 200
    return "\n".join(map(str, answer.context["messages"]))


def kinds_of(user: User) -> list[str]:
    return list(user.security_events.order_by("id").values_list("kind", flat=True))


def form_of(client: Client, user: User) -> dict[str, Any]:
    form = client.get(f"{USERS}{user.pk}/change/").context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_deactivated_somebody_is_out_at_once(operator: Client, olga: User, alice: User) -> None:
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


def test_what_is_so_already_is_no_event(operator: Client, alice: User) -> None:
    for action in ("activate", "end_sessions", "cancel_deletion"):
        assert act(operator, action, alice) == "0 accounts changed."
    assert kinds_of(alice) == []


def test_every_session_of_the_chosen_ends(operator: Client, alice: User, bob: User) -> None:
    ended, kept = make_session(alice), make_session(bob)
    act(operator, "end_sessions", alice)
    assert list(Session.live.filter(user__in=(alice, bob))) == [kept]
    assert kinds_of(alice) == ["all_sessions_ended"]
    assert kinds_of(bob) == []
    ended.refresh_from_db()
    assert ended.end == "ended_elsewhere"


def test_one_session_ends(operator: Client, alice: User) -> None:
    ended, kept = make_session(alice), make_session(alice)
    place = "/admin/accounts/session/"
    assert act(operator, "end_chosen", ended, place=place) == "1 session ended."
    assert list(Session.live.filter(user=alice)) == [kept]
    assert kinds_of(alice) == ["session_ended"]
    assert operator.get(f"{place}?state=over").context["cl"].result_count == 1
    assert operator.get(f"{place}?state=live&q=alice").context["cl"].result_count == 1


def test_a_deletion_is_asked_for_and_cancelled(operator: Client, alice: User) -> None:
    act(operator, "ask_for_deletion", alice)
    alice.refresh_from_db()
    assert alice.deletion_due_at is not None
    assert operator.get(f"{USERS}?deletion_due_at__isempty=0").context["cl"].result_count == 1
    act(operator, "cancel_deletion", alice)
    alice.refresh_from_db()
    assert alice.deletion_due_at is None
    assert kinds_of(alice) == ["deletion_asked", "deletion_cancelled"]
    assert operator.get(f"{USERS}{alice.pk}/delete/").status_code == 403


def test_the_form_notes_what_it_changed(operator: Client, alice: User) -> None:
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


def test_a_chosen_password_ends_every_session(operator: Client, alice: User) -> None:
    session = make_session(alice)
    password = dict.fromkeys(("password1", "password2"), "another-horse-battery")
    page = f"{USERS}{alice.pk}/password/"
    operator.post(page, password | {"password2": "other", "usable_password": "true"})
    assert kinds_of(alice) == []
    answer = operator.post(page, password | {"usable_password": "true"})

    assert answer.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("another-horse-battery")
    assert kinds_of(alice) == ["password_changed"]
    session.refresh_from_db()
    assert session.end == "credentials_changed"


def test_who_lost_their_keys_is_freed_of_them(operator: Client) -> None:
    alice = make_equipped(handle="alice").user
    SecurityEvent.objects.all().delete()
    operator.post(f"/admin/accounts/totp/{alice.totp.pk}/delete/", {"post": "yes"})
    act(
        operator,
        "delete_selected",
        alice.passkeys.get(),
        place="/admin/accounts/passkey/",
        post="yes",
    )

    assert not any(model.objects.exists() for model in (Passkey, RecoveryCode, Totp))
    assert kinds_of(alice) == ["second_factor_removed", "passkey_removed"]


def test_the_last_superuser_stays(operator: Client, olga: User) -> None:
    for action in ("deactivate", "ask_for_deletion"):
        assert "Nobody else" in act(operator, action, olga)
    for right in ("is_active", "is_superuser"):
        form = form_of(operator, olga)
        form.pop(right)
        answer = operator.post(f"{USERS}{olga.pk}/change/", form)
        assert "Nobody else" in answer.content.decode()
    olga.refresh_from_db()
    assert (olga.is_active, olga.is_superuser, olga.deletion_due_at) == (True, True, None)


@pytest.mark.parametrize(
    "model",
    ["archive", "passkey", "pendingsignup", "recoverycode", "securityevent", "session", "totp"],
)
def test_what_happened_is_not_made_up(operator: Client, olga: User, model: str) -> None:
    make_equipped(handle="alice")
    place = f"/admin/accounts/{model}/"
    row = operator.get(place).context["cl"].result_list[0]
    assert operator.get(f"{place}add/").status_code == 403
    assert operator.post(f"{place}{row.pk}/change/", {"user": olga.pk}).status_code == 403
    if model in {"recoverycode", "securityevent", "session"}:
        assert operator.post(f"{place}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_may_change_accounts_does_not_become_superuser(olga: User, alice: User) -> None:
    wanted = ("change_user", "view_user", "delete_totp", "view_totp")
    clerk = make_operator(handle="carl", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client = enter_admin(clerk)

    form = form_of(client, clerk) | {"is_superuser": "on", "user_permissions": ["1"]}
    assert client.post(f"{USERS}{clerk.pk}/change/", form).status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert clerk.user_permissions.count() == len(wanted)

    assert "is a superuser" in act(client, "deactivate", olga, alice)
    olga.refresh_from_db()
    alice.refresh_from_db()
    assert (olga.is_active, alice.is_active) == (True, False)
    password = dict.fromkeys(("password1", "password2"), "another-horse-battery")
    assert client.post(f"{USERS}{olga.pk}/password/", password).status_code == 403
    hers = Totp.objects.create(user=olga, secret="SECRET")
    delete = f"/admin/accounts/totp/{hers.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_who_may_only_look_changes_nothing(alice: User) -> None:
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
