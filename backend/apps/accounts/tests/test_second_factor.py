from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pyotp
import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.credentials import two_factor
from apps.accounts.models import RecoveryCode, SecurityEvent, User
from apps.accounts.sessions.sessions import is_recently_authenticated
from apps.accounts.tests.factories import PASSWORD, add_totp, expire_authentication

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
SIGN_IN = {"email": "alice@example.com", "password": PASSWORD}
PATHS = pytest.mark.parametrize("path", ["/api/session/", "/api/token/"])
TOTP = "/api/second-factor/totp/"
RECENT = [("post", TOTP), ("delete", TOTP), ("post", "/api/second-factor/recovery-codes/")]


def challenged(path: str = "/api/session/") -> str:
    """Return the first proof is right, and answered with a challenge."""
    response = Client().post(path, SIGN_IN, "application/json")
    assert (response.status_code, response.json()["code"]) == (401, "second_factor_required")
    assert not response.cookies
    return str(response.json()["challenge"])


def answer_with(code: str, challenge: str, path: str = "/api/session/") -> Any:
    body = {"challenge": challenge, "code": code}
    return Client().post(f"{path}second-factor/", body, "application/json")


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


def kinds_of(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).values_list("kind", flat=True))


def wrong(app: pyotp.TOTP) -> str:
    return str((int(app.now()) + 123_456) % 1_000_000).zfill(6)


def test_totp_is_enabled_by_first_code(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    hers = client_of(alice)
    begun = hers.post(TOTP)
    assert begun.status_code == 201
    issuer = quote(settings.PRODUCT_NAME)
    assert begun.json()["uri"].startswith(f"otpauth://totp/{issuer}:alice%40example.com?secret=")
    app = pyotp.parse_uri(begun.json()["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert app.secret == begun.json()["secret"]
    assert hers.get("/api/second-factor/").json() == {"totp": False, "recovery_codes_left": 0}

    rejected = hers.post(f"{TOTP}confirm/", {"code": wrong(app)}, "json")
    with mailing():
        confirmed = hers.post(f"{TOTP}confirm/", {"code": app.now()}, "json")

    assert rejected.json()["errors"][0]["field"] == "code"
    assert len(set(confirmed.json()["recovery_codes"])) == 10
    assert hers.get("/api/second-factor/").json() == {"totp": True, "recovery_codes_left": 10}
    assert hers.get("/api/users/me/").json()["second_factor"] is True
    assert [mail.subject for mail in mailoutbox] == ["An authenticator app was added"]


def test_unconfirmed_totp_is_not_required(client: Client, alice: User, client_of: ClientOf) -> None:
    assert client_of(alice).post(TOTP).status_code == 201
    assert client.post("/api/session/", SIGN_IN, "application/json").status_code == 200


def test_begin_again_returns_new_secret(alice: User, client_of: ClientOf) -> None:
    hers = client_of(alice)
    first, second = (pyotp.TOTP(hers.post(TOTP).json()["secret"]) for _ in range(2))

    assert hers.post(f"{TOTP}confirm/", {"code": first.now()}, "json").status_code == 400
    assert hers.post(f"{TOTP}confirm/", {"code": second.now()}, "json").status_code == 200


def test_enabled_totp_cannot_be_replaced(alice: User, client_of: ClientOf) -> None:
    app, _ = add_totp(alice)
    hers = client_of(alice)
    assert code_of(hers.post(TOTP)) == (409, "totp_present")
    assert hers.post(f"{TOTP}confirm/", {"code": app.now()}, "json").status_code == 400


@PATHS
def test_password_and_code_sign_in(alice: User, path: str) -> None:
    app, _ = add_totp(alice)
    challenge = challenged(path)

    response = answer_with(app.now(), challenge, path)

    assert response.status_code == 200
    access = response.json()["access"]
    me = Client().get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.json()["second_factor"] is True
    assert alice.sessions.get().second_factor
    assert "signed_in" in kinds_of(alice)


@PATHS
def test_code_with_spaces_is_accepted(alice: User, path: str) -> None:
    app, _ = add_totp(alice)
    code = app.now()
    shown = f" {code[:3]} {code[3:]} "
    assert answer_with(shown, challenged(path), path).status_code == 200


@PATHS
@pytest.mark.parametrize("code", ["000000000", "abc", "١٢٣٤٥٦", "-1", "aaaaa-aaaaa"])
def test_wrong_code_is_rejected_and_recorded(alice: User, path: str, code: str) -> None:
    add_totp(alice)
    response = answer_with(code, challenged(path), path)
    assert code_of(response) == (401, "code_wrong")
    assert not alice.sessions.exists()
    assert kinds_of(alice) == ["second_factor_failed"]


def test_challenge_survives_wrong_code(alice: User) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    assert answer_with(wrong(app), challenge).status_code == 401
    assert answer_with(app.now(), challenge).status_code == 200


@PATHS
def test_code_works_once(alice: User, path: str) -> None:
    app, _ = add_totp(alice)
    code = app.now()
    first, second = challenged(path), challenged(path)
    assert answer_with(code, first, path).status_code == 200
    assert code_of(answer_with(code, second, path)) == (401, "code_wrong")


def test_confirmation_code_cannot_be_reused(alice: User, client_of: ClientOf) -> None:
    hers = client_of(alice)
    code = pyotp.TOTP(hers.post(TOTP).json()["secret"]).now()
    hers.post(f"{TOTP}confirm/", {"code": code}, "json")
    assert code_of(answer_with(code, challenged())) == (401, "code_wrong")


def test_challenge_works_once(alice: User) -> None:
    app, codes = add_totp(alice)
    challenge = challenged()
    assert answer_with(app.now(), challenge).status_code == 200
    assert code_of(answer_with(codes[0], challenge)) == (401, "challenge_expired")
    assert alice.recovery_codes.filter(used_at=None).count() == 10


def test_challenge_expires(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    monkeypatch.setattr(two_factor, "CHALLENGE_TIMEOUT_SECONDS", -1)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


@pytest.mark.parametrize("challenge", ["forged", "a:b:c", "ünï"])
def test_forged_challenge_is_rejected(alice: User, challenge: str) -> None:
    app, _ = add_totp(alice)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


def test_challenge_is_bound_to_client_type(alice: User) -> None:
    app, _ = add_totp(alice)
    rejected = answer_with(app.now(), challenged("/api/session/"), "/api/token/")
    assert code_of(rejected) == (401, "challenge_expired")


def test_challenge_of_deactivated_account_is_rejected(alice: User) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    User.objects.update(is_active=False)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


def test_recovery_code_works_once_and_notifies_owner(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    _, codes = add_totp(alice)

    with mailing():
        response = answer_with(codes[0].upper().replace("-", " "), challenged())

    assert response.status_code == 200
    assert "recovery_code_used" in kinds_of(alice)
    assert [mail.subject for mail in mailoutbox] == ["A recovery code was used to sign in"]
    assert code_of(answer_with(codes[0], challenged())) == (401, "code_wrong")
    assert client_of(alice).get("/api/second-factor/").json()["recovery_codes_left"] == 9


def test_recovery_codes_are_stored_hashed(alice: User) -> None:
    _, codes = add_totp(alice)
    kept = RecoveryCode.objects.values_list("digest", flat=True)
    assert not {code.replace("-", "") for code in codes} & set(kept)


def test_new_recovery_codes_replace_old_ones(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    _, old = add_totp(alice)
    with mailing():
        response = client_of(alice).post("/api/second-factor/recovery-codes/")

    assert code_of(answer_with(old[0], challenged())) == (401, "code_wrong")
    fresh = response.json()["recovery_codes"]
    assert answer_with(fresh[0], challenged()).status_code == 200
    assert [mail.subject for mail in mailoutbox] == ["New recovery codes were created"]


def test_recovery_and_removal_require_totp(alice: User, client_of: ClientOf) -> None:
    hers = client_of(alice)
    assert hers.post("/api/second-factor/recovery-codes/").status_code == 404
    assert hers.delete(TOTP).status_code == 404


def test_removed_totp_is_not_required(
    client: Client, alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    app, codes = add_totp(alice)
    challenge = challenged()
    with mailing():
        assert client_of(alice).delete(TOTP).status_code == 204

    assert client.post("/api/session/", SIGN_IN, "application/json").status_code == 200
    assert not RecoveryCode.objects.exists()
    for code in (app.now(), codes[0]):
        assert code_of(answer_with(code, challenge)) == (401, "code_wrong")
    assert [mail.subject for mail in mailoutbox] == ["Your authenticator app was removed"]


def test_code_guesses_are_limited(alice: User) -> None:
    app, codes = add_totp(alice)
    challenge = challenged()
    for _ in range(10):
        assert code_of(answer_with(wrong(app), challenge)) == (401, "code_wrong")

    # Of another challenge as well: it is the account that is guarded.
    for response in (answer_with(app.now(), challenge), answer_with(codes[0], challenged())):
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 900
    assert kinds_of(alice) == ["second_factor_failed"] * 10


def test_code_reauthenticates(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    app, codes = add_totp(alice)
    hers = client_of(alice)
    for code in (app.now(), codes[0]):
        expire_authentication(alice.session)
        with mailing():
            response = hers.post("/api/users/me/confirmation/", {"code": code}, "json")
        assert response.status_code == 204
        assert is_recently_authenticated(alice.session)
    assert kinds_of(alice) == ["recovery_code_used"]
    assert len(mailoutbox) == 1


def test_wrong_code_does_not_reauthenticate(alice: User, client_of: ClientOf) -> None:
    app, _ = add_totp(alice)
    hers = client_of(alice)
    expire_authentication(alice.session)

    response = hers.post("/api/users/me/confirmation/", {"code": wrong(app)}, "json")

    assert [error["field"] for error in response.json()["errors"]] == ["code"]
    assert kinds_of(alice) == ["second_factor_failed"]
    assert hers.post("/api/second-factor/recovery-codes/").status_code == 403


@pytest.mark.parametrize(("method", "path"), RECENT)
def test_changes_require_recent_authentication(
    alice: User, client_of: ClientOf, method: str, path: str
) -> None:
    hers = client_of(alice)
    expire_authentication(alice.session)
    assert code_of(getattr(hers, method)(path)) == (403, "sign_in_again")


def test_codes_of_other_account_are_rejected(alice: User, bob: User) -> None:
    add_totp(alice)
    app, codes = add_totp(bob)
    for code in (app.now(), codes[0]):
        assert code_of(answer_with(code, challenged())) == (401, "code_wrong")
    assert bob.recovery_codes.filter(used_at=None).count() == 10


@pytest.mark.parametrize(("method", "path"), [*RECENT, ("get", "/api/second-factor/")])
def test_second_factor_requires_login(client_of: ClientOf, method: str, path: str) -> None:
    assert getattr(client_of(None), method)(path).status_code == 401
