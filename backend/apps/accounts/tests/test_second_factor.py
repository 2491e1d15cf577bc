from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts import second_factor
from apps.accounts.models import RecoveryCode, SecurityEvent, User
from apps.accounts.sessions import is_recent
from apps.accounts.tests.factories import PASSWORD, add_totp, make_proof_old

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
SIGN_IN = {"email": "alice@example.com", "password": PASSWORD}
DOORS = pytest.mark.parametrize("door", ["/api/session/", "/api/token/"])
TOTP = "/api/second-factor/totp/"
RECENT = [("post", TOTP), ("delete", TOTP), ("post", "/api/second-factor/recovery-codes/")]


def challenged(door: str = "/api/session/") -> str:
    """The first proof is right, and answered with a challenge."""
    answer = Client().post(door, SIGN_IN, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_required")
    assert not answer.cookies
    return str(answer.json()["challenge"])


def answer_with(code: str, challenge: str, door: str = "/api/session/") -> Any:
    body = {"challenge": challenge, "code": code}
    return Client().post(f"{door}second-factor/", body, "application/json")


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def kinds_of(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).values_list("kind", flat=True))


def wrong(app: pyotp.TOTP) -> str:
    return str((int(app.now()) + 123_456) % 1_000_000).zfill(6)


def test_an_authenticator_counts_after_its_first_code(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    hers = client_of(alice)
    begun = hers.post(TOTP)
    assert begun.status_code == 201
    assert begun.json()["uri"].startswith("otpauth://totp/Tally:alice%40example.com?secret=")
    app = pyotp.parse_uri(begun.json()["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert app.secret == begun.json()["secret"]
    assert hers.get("/api/second-factor/").json() == {"totp": False, "recovery_codes_left": 0}

    refused = hers.post(f"{TOTP}confirm/", {"code": wrong(app)}, "json")
    with mailing():
        confirmed = hers.post(f"{TOTP}confirm/", {"code": app.now()}, "json")

    assert refused.json()["errors"][0]["field"] == "code"
    assert len(set(confirmed.json()["recovery_codes"])) == 10
    assert hers.get("/api/second-factor/").json() == {"totp": True, "recovery_codes_left": 10}
    assert hers.get("/api/users/me/").json()["second_factor"] is True
    assert [mail.subject for mail in mailoutbox] == [
        "Your account: an authenticator application was added"
    ]


def test_what_was_begun_and_not_confirmed_asks_for_nothing(
    client: Client, alice: User, client_of: ClientOf
) -> None:
    assert client_of(alice).post(TOTP).status_code == 201
    assert client.post("/api/session/", SIGN_IN, "application/json").status_code == 200


def test_to_begin_again_gives_another_secret(alice: User, client_of: ClientOf) -> None:
    hers = client_of(alice)
    first, second = (pyotp.TOTP(hers.post(TOTP).json()["secret"]) for _ in range(2))

    assert hers.post(f"{TOTP}confirm/", {"code": first.now()}, "json").status_code == 400
    assert hers.post(f"{TOTP}confirm/", {"code": second.now()}, "json").status_code == 200


def test_an_authenticator_is_not_replaced_by_the_way(alice: User, client_of: ClientOf) -> None:
    app, _ = add_totp(alice)
    hers = client_of(alice)
    assert code_of(hers.post(TOTP)) == (409, "totp_present")
    assert hers.post(f"{TOTP}confirm/", {"code": app.now()}, "json").status_code == 400


@DOORS
def test_both_proofs_together_sign_in(alice: User, door: str) -> None:
    app, _ = add_totp(alice)
    challenge = challenged(door)

    answer = answer_with(app.now(), challenge, door)

    assert answer.status_code == 200
    access = answer.json()["access"]
    me = Client().get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.json()["second_factor"] is True
    assert alice.sessions.get().second_factor
    assert "signed_in" in kinds_of(alice)


@DOORS
def test_a_code_as_applications_show_it_is_right(alice: User, door: str) -> None:
    app, _ = add_totp(alice)
    code = app.now()
    shown = f" {code[:3]} {code[3:]} "
    assert answer_with(shown, challenged(door), door).status_code == 200


@DOORS
@pytest.mark.parametrize("code", ["000000000", "abc", "١٢٣٤٥٦", "-1", "aaaaa-aaaaa"])
def test_a_wrong_code_is_refused_and_noted(alice: User, door: str, code: str) -> None:
    add_totp(alice)
    answer = answer_with(code, challenged(door), door)
    assert code_of(answer) == (401, "code_wrong")
    assert not alice.sessions.exists()
    assert kinds_of(alice) == ["second_factor_failed"]


def test_after_a_wrong_code_the_right_one_answers_the_same_challenge(alice: User) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    assert answer_with(wrong(app), challenge).status_code == 401
    assert answer_with(app.now(), challenge).status_code == 200


@DOORS
def test_a_code_counts_once(alice: User, door: str) -> None:
    app, _ = add_totp(alice)
    code = app.now()
    first, second = challenged(door), challenged(door)
    assert answer_with(code, first, door).status_code == 200
    assert code_of(answer_with(code, second, door)) == (401, "code_wrong")


def test_the_code_that_confirmed_the_authenticator_is_spent(
    alice: User, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    code = pyotp.TOTP(hers.post(TOTP).json()["secret"]).now()
    hers.post(f"{TOTP}confirm/", {"code": code}, "json")
    assert code_of(answer_with(code, challenged())) == (401, "code_wrong")


def test_a_challenge_is_answered_once(alice: User) -> None:
    app, codes = add_totp(alice)
    challenge = challenged()
    assert answer_with(app.now(), challenge).status_code == 200
    assert code_of(answer_with(codes[0], challenge)) == (401, "challenge_expired")
    assert alice.recovery_codes.filter(used_at=None).count() == 10


def test_a_challenge_expires(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    monkeypatch.setattr(second_factor, "SECONDS_TO_ANSWER", -1)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


@pytest.mark.parametrize("challenge", ["forged", "a:b:c", "ünï"])
def test_a_forged_challenge_is_refused(alice: User, challenge: str) -> None:
    app, _ = add_totp(alice)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


def test_a_challenge_of_one_door_opens_no_other(alice: User) -> None:
    app, _ = add_totp(alice)
    refused = answer_with(app.now(), challenged("/api/session/"), "/api/token/")
    assert code_of(refused) == (401, "challenge_expired")


def test_a_challenge_of_a_deactivated_account_is_refused(alice: User) -> None:
    app, _ = add_totp(alice)
    challenge = challenged()
    User.objects.update(is_active=False)
    assert code_of(answer_with(app.now(), challenge)) == (401, "challenge_expired")


def test_a_recovery_code_works_once_and_its_owner_is_told(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    _, codes = add_totp(alice)

    with mailing():
        answer = answer_with(codes[0].upper().replace("-", " "), challenged())

    assert answer.status_code == 200
    assert "recovery_code_used" in kinds_of(alice)
    assert [mail.subject for mail in mailoutbox] == [
        "Your account: a recovery code was used to sign in"
    ]
    assert code_of(answer_with(codes[0], challenged())) == (401, "code_wrong")
    assert client_of(alice).get("/api/second-factor/").json()["recovery_codes_left"] == 9


def test_recovery_codes_are_not_kept_as_they_are(alice: User) -> None:
    _, codes = add_totp(alice)
    kept = RecoveryCode.objects.values_list("digest", flat=True)
    assert not {code.replace("-", "") for code in codes} & set(kept)


def test_fresh_recovery_codes_void_the_old_ones(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    _, old = add_totp(alice)
    with mailing():
        answer = client_of(alice).post("/api/second-factor/recovery-codes/")

    assert code_of(answer_with(old[0], challenged())) == (401, "code_wrong")
    fresh = answer.json()["recovery_codes"]
    assert answer_with(fresh[0], challenged()).status_code == 200
    assert [mail.subject for mail in mailoutbox] == ["Your account: new recovery codes were made"]


def test_without_an_authenticator_there_is_nothing_to_recover_or_remove(
    alice: User, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    assert hers.post("/api/second-factor/recovery-codes/").status_code == 404
    assert hers.delete(TOTP).status_code == 404


def test_a_removed_authenticator_asks_for_nothing_any_more(
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
    assert [mail.subject for mail in mailoutbox] == [
        "Your account: the authenticator application was removed"
    ]


def test_ten_wrong_codes_have_to_wait_and_the_right_one_with_them(alice: User) -> None:
    app, codes = add_totp(alice)
    challenge = challenged()
    for _ in range(10):
        assert code_of(answer_with(wrong(app), challenge)) == (401, "code_wrong")

    # Of another challenge as well: it is the account that is guarded.
    for answer in (answer_with(app.now(), challenge), answer_with(codes[0], challenged())):
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 900
    assert kinds_of(alice) == ["second_factor_failed"] * 10


def test_a_right_code_confirms_that_it_is_you(
    alice: User, client_of: ClientOf, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    app, codes = add_totp(alice)
    hers = client_of(alice)
    for code in (app.now(), codes[0]):
        make_proof_old(alice.session)
        with mailing():
            answer = hers.post("/api/users/me/confirmation/", {"code": code}, "json")
        assert answer.status_code == 204
        assert is_recent(alice.session)
    assert kinds_of(alice) == ["recovery_code_used"]
    assert len(mailoutbox) == 1


def test_a_wrong_code_confirms_nothing_and_is_noted(alice: User, client_of: ClientOf) -> None:
    app, _ = add_totp(alice)
    hers = client_of(alice)
    make_proof_old(alice.session)

    answer = hers.post("/api/users/me/confirmation/", {"code": wrong(app)}, "json")

    assert [error["field"] for error in answer.json()["errors"]] == ["code"]
    assert kinds_of(alice) == ["second_factor_failed"]
    assert hers.post("/api/second-factor/recovery-codes/").status_code == 403


@pytest.mark.parametrize(("method", "path"), RECENT)
def test_whoever_has_not_confirmed_of_late_changes_nothing(
    alice: User, client_of: ClientOf, method: str, path: str
) -> None:
    hers = client_of(alice)
    make_proof_old(alice.session)
    assert code_of(getattr(hers, method)(path)) == (403, "sign_in_again")


def test_the_codes_of_another_account_are_wrong(alice: User, bob: User) -> None:
    add_totp(alice)
    app, codes = add_totp(bob)
    for code in (app.now(), codes[0]):
        assert code_of(answer_with(code, challenged())) == (401, "code_wrong")
    assert bob.recovery_codes.filter(used_at=None).count() == 10


@pytest.mark.parametrize(("method", "path"), [*RECENT, ("get", "/api/second-factor/")])
def test_nobody_has_no_second_factor(client_of: ClientOf, method: str, path: str) -> None:
    assert getattr(client_of(None), method)(path).status_code == 401
