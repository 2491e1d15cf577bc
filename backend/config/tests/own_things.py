"""Things of accounts. Who knows a password, a token or a link is whose they are: nothing tells an
outsider apart who has the owner's, so such things have no state to keep."""

from datetime import timedelta
from typing import Any

import pyotp
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData
from social_django.models import UserSocialAuth

from apps.accounts import addresses, passwords, sign_up
from apps.accounts.events import record
from apps.accounts.models import Passkey, SecurityEvent, Session, Totp, User
from apps.accounts.second_factor import challenge as challenge_of
from apps.accounts.second_factor import renew_recovery_codes
from apps.accounts.sessions import open_session
from apps.accounts.tests.equipped import make_archive
from apps.accounts.tests.factories import NOBODY, PASSWORD
from apps.accounts.visitors import Visitor
from config.tests.things import Thing, values_of

ANOTHER_PASSWORD = "staple-battery-horse"
HERS = Visitor(address="192.0.2.44", device="Only The Owner's")
GUESSED_PASSKEY = {"ceremony": "guessed", "credential": {"rawId": "AAAA"}}


def account(owner: User) -> Thing:
    return Thing(mark=owner.email, state=values_of(owner))


# What whoever holds it may use


def password(owner: User) -> Thing:
    return Thing(sends={"email": owner.email, "password": PASSWORD})


def password_alone(owner: User) -> Thing:
    return Thing(sends={"password": PASSWORD})


def refresh_token(owner: User) -> Thing:
    granted = open_session(user=owner, client=Session.Client.TOKEN, visitor=NOBODY)
    return Thing(sends={"refresh": str(granted.refresh), "token": str(granted.refresh)})


def challenge(owner: User) -> Thing:
    return _challenge(owner, client=Session.Client.BROWSER)


def token_challenge(owner: User) -> Thing:
    return _challenge(owner, client=Session.Client.TOKEN)


def guessed_passkey(owner: User) -> Thing:
    return Thing(sends={**GUESSED_PASSKEY, "name": "Guessed"})


def newcomer(owner: User) -> Thing:
    return Thing(sends={"email": "new@example.com", "handle": "newcomer", "password": PASSWORD})


def sign_up_link(owner: User) -> Thing:
    pending = sign_up.ask_for_account(email="new@example.com", handle="newcomer", password=PASSWORD)
    return Thing(sends={"token": sign_up.link_token(pending)})


def address_link(owner: User) -> Thing:
    return Thing(sends={"token": addresses.link_token(owner, email="new@example.com")})


def address(owner: User) -> Thing:
    return Thing(sends={"email": owner.email})


def reset_link(owner: User) -> Thing:
    token = passwords.reset_tokens.make_token(owner)
    uid = passwords.reset_uid(owner)
    return Thing(sends={"uid": uid, "token": token, "password": ANOTHER_PASSWORD})


# What is everybody's own: an outsider changes theirs


def another_password(owner: User) -> Thing:
    return Thing(sends={"password": ANOTHER_PASSWORD}, state=values_of(owner))


def another_address(owner: User) -> Thing:
    return Thing(sends={"email": "new@example.com"}, state=values_of(owner))


def deletion(owner: User) -> Thing:
    owner.deletion_due_at = timezone.now() + timedelta(days=14)
    owner.save()
    return Thing(state=values_of(owner))


def sessions(owner: User) -> Thing:
    open_session(user=owner, client=Session.Client.TOKEN, visitor=HERS)
    live = Session.live.filter(user=owner).order_by("pk")
    return Thing(mark=HERS.device, state=lambda: list(live.values_list("pk", flat=True)))


def session(owner: User) -> Thing:
    session = open_session(user=owner, client=Session.Client.TOKEN, visitor=HERS).session
    return Thing(parameters={"session_id": str(session.pk)}, state=values_of(session))


def security_event(owner: User) -> Thing:
    record(SecurityEvent.Kind.SIGNED_OUT, user=owner, visitor=HERS)
    return Thing(mark=HERS.device)


def authenticator(owner: User) -> Thing:
    totp = make_authenticator(owner)
    return Thing(state=values_of(totp))


def new_authenticator(owner: User) -> Thing:
    totp = Totp.objects.create(user=owner, secret=pyotp.random_base32())
    return Thing(sends={"code": pyotp.TOTP(totp.secret).now()}, state=values_of(totp))


def recovery_codes(owner: User) -> Thing:
    make_authenticator(owner)
    renew_recovery_codes(user=owner)
    return Thing(state=lambda: sorted(owner.recovery_codes.values_list("digest", flat=True)))


def passkey(owner: User) -> Thing:
    row = make_passkey(owner, name="Only the owner's")
    return Thing(
        parameters={"pk": str(row.pk)},
        sends={"name": "Only the owner's, still"},
        mark=row.name,
        state=values_of(row),
    )


def social_account(owner: User) -> Thing:
    link = UserSocialAuth.objects.create(user=owner, provider="github", uid="1")
    return Thing(parameters={"backend": "github"}, mark="GitHub", state=values_of(link))


def way_to_a_provider(owner: User) -> Thing:
    return Thing(parameters={"backend": "github"})


def way_to_link(owner: User) -> Thing:
    return Thing(parameters={"backend": "github"}, sends={"link": True})


def guessed_answer(owner: User) -> Thing:
    """As if the browser came back from a provider that it had not been sent to."""
    return Thing(parameters={"backend": "github"}, sends={"state": "guessed", "code": "guessed"})


def archive(owner: User) -> Thing:
    row = make_archive(owner)
    return Thing(parameters={"pk": str(row.pk)}, mark=str(row.pk), state=values_of(row))


def make_passkey(user: User, **fields: Any) -> Passkey:
    """Whose device nobody has."""
    public = generate_private_key(SECP256R1()).public_key()
    key = ES256.from_cryptography_key(public)  # type: ignore[no-untyped-call] # of fido2
    credential = AttestedCredentialData.create(Aaguid.NONE, b"key", key)
    return Passkey.objects.create(
        user=user, credential_id=b"key", credential=bytes(credential), **fields
    )


def make_authenticator(user: User) -> Totp:
    return Totp.objects.create(user=user, secret=pyotp.random_base32(), confirmed_at=timezone.now())


def _challenge(owner: User, *, client: Session.Client) -> Thing:
    make_authenticator(owner)
    code = renew_recovery_codes(user=owner)[0]
    return Thing(sends={"challenge": challenge_of(user=owner, client=client), "code": code})
