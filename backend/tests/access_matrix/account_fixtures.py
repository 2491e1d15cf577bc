"""Objects of accounts for the access matrix.

A password, a token or a link identifies its owner in any request, so these fixtures have no state.
"""

from datetime import timedelta
from typing import Any

import pyotp
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData
from social_django.models import UserSocialAuth

from apps.accounts.audit_log import record_event
from apps.accounts.client_info import ClientInfo
from apps.accounts.credentials import passwords
from apps.accounts.credentials.two_factor import create_challenge as challenge_of
from apps.accounts.credentials.two_factor import renew_recovery_codes
from apps.accounts.models import Passkey, SecurityEvent, Session, Totp, User
from apps.accounts.privacy.account_deletion import create_keep_token
from apps.accounts.registration import email_change, sign_up
from apps.accounts.sessions.sessions import open_session
from apps.accounts.tests.complete_user import make_archive
from apps.accounts.tests.factories import NOBODY, PASSWORD
from tests.access_matrix.endpoint_fixtures import EndpointFixture, Factory, fixed, values_of

ANOTHER_PASSWORD = "staple-battery-horse"
OWNER_CLIENT = ClientInfo(ip_address="192.0.2.44", device="Only The Owner's")
GUESSED_PASSKEY = {"ceremony": "guessed", "credential": {"rawId": "AAAA"}}


def account(owner: User) -> EndpointFixture:
    return EndpointFixture(private_text=owner.email, state=values_of(owner))


# Credentials, which identify the owner in any request


def password_login(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"email": owner.email, "password": PASSWORD})


reauthentication = fixed(payload={"password": PASSWORD})
guessed_passkey = fixed(payload={**GUESSED_PASSKEY, "name": "Guessed"})
new_user = fixed(payload={"email": "new@example.com", "handle": "newcomer", "password": PASSWORD})
social_login = fixed(parameters={"backend": "github"})
social_link = fixed(parameters={"backend": "github"}, payload={"link": True})
# A callback of a provider that the browser was not sent to.
guessed_callback = fixed(
    parameters={"backend": "github"}, payload={"state": "guessed", "code": "guessed"}
)


def refresh_token(owner: User) -> EndpointFixture:
    tokens = open_session(user=owner, client=Session.Client.TOKEN, client_info=NOBODY)
    return EndpointFixture(payload={"refresh": str(tokens.refresh), "token": str(tokens.refresh)})


def challenge(owner: User) -> EndpointFixture:
    return _challenge(owner, client=Session.Client.BROWSER)


def token_challenge(owner: User) -> EndpointFixture:
    return _challenge(owner, client=Session.Client.TOKEN)


def sign_up_link(owner: User) -> EndpointFixture:
    pending = sign_up.create_pending_sign_up(
        email="new@example.com", handle="newcomer", password=PASSWORD
    )
    return EndpointFixture(payload={"token": sign_up.create_link_token(pending)})


def email_link(owner: User) -> EndpointFixture:
    return EndpointFixture(
        payload={"token": email_change.create_link_token(owner, email="new@example.com")}
    )


def email_undo_link(owner: User) -> EndpointFixture:
    change = record_event(
        SecurityEvent.Kind.EMAIL_CHANGED,
        user=owner,
        client_info=OWNER_CLIENT,
        before="old@example.com",
    )
    return EndpointFixture(payload={"token": email_change.create_undo_token(change)})


def keep_link(owner: User) -> EndpointFixture:
    deletion(owner)
    request = record_event(SecurityEvent.Kind.DELETION_ASKED, user=owner, client_info=OWNER_CLIENT)
    return EndpointFixture(payload={"token": create_keep_token(request)})


def user_email(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"email": owner.email})


def reset_link(owner: User) -> EndpointFixture:
    token = passwords.reset_tokens.make_token(owner)
    uid = passwords.encode_uid(owner)
    return EndpointFixture(payload={"uid": uid, "token": token, "password": ANOTHER_PASSWORD})


# Objects that every user has: an outsider changes their own


def new_password(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"password": ANOTHER_PASSWORD}, state=values_of(owner))


def preferences(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"theme": "dark"}, state=values_of(owner))


def new_email(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"email": "new@example.com"}, state=values_of(owner))


def deletion(owner: User) -> EndpointFixture:
    owner.deletion_due_at = timezone.now() + timedelta(days=14)
    owner.save()
    return EndpointFixture(state=values_of(owner))


def sessions(owner: User) -> EndpointFixture:
    open_session(user=owner, client=Session.Client.TOKEN, client_info=OWNER_CLIENT)
    live = Session.live.filter(user=owner).order_by("pk")
    return EndpointFixture(
        private_text=OWNER_CLIENT.device, state=lambda: list(live.values_list("pk", flat=True))
    )


def session(owner: User) -> EndpointFixture:
    session = open_session(
        user=owner, client=Session.Client.TOKEN, client_info=OWNER_CLIENT
    ).session
    return EndpointFixture(parameters={"session_id": str(session.pk)}, state=values_of(session))


def security_event(owner: User) -> EndpointFixture:
    record_event(SecurityEvent.Kind.SIGNED_OUT, user=owner, client_info=OWNER_CLIENT)
    return EndpointFixture(private_text=OWNER_CLIENT.device)


def authenticator(owner: User) -> EndpointFixture:
    return EndpointFixture(state=values_of(make_authenticator(owner)))


def pending_totp(owner: User) -> EndpointFixture:
    totp = Totp.objects.create(user=owner, secret=pyotp.random_base32())
    return EndpointFixture(payload={"code": pyotp.TOTP(totp.secret).now()}, state=values_of(totp))


def recovery_codes(owner: User) -> EndpointFixture:
    make_authenticator(owner)
    renew_recovery_codes(user=owner)
    return EndpointFixture(
        state=lambda: sorted(owner.recovery_codes.values_list("digest", flat=True))
    )


def passkey(owner: User) -> EndpointFixture:
    row = make_passkey(owner, name="Only the owner's")
    return EndpointFixture(
        parameters={"pk": str(row.pk)},
        payload={"name": "Only the owner's, still"},
        private_text=row.name,
        state=values_of(row),
    )


def social_account(owner: User) -> EndpointFixture:
    link = UserSocialAuth.objects.create(user=owner, provider="github", uid="1")
    return EndpointFixture(
        parameters={"backend": "github"}, private_text="GitHub", state=values_of(link)
    )


def archive(owner: User) -> EndpointFixture:
    row = make_archive(owner)
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, private_text=str(row.pk), state=values_of(row)
    )


def make_passkey(user: User, **fields: Any) -> Passkey:
    """Make a passkey without a device."""
    public = generate_private_key(SECP256R1()).public_key()
    key = ES256.from_cryptography_key(public)  # type: ignore[no-untyped-call] # of fido2
    credential = AttestedCredentialData.create(Aaguid.NONE, b"key", key)
    return Passkey.objects.create(
        user=user, credential_id=b"key", credential=bytes(credential), **fields
    )


def make_authenticator(user: User) -> Totp:
    return Totp.objects.create(user=user, secret=pyotp.random_base32(), confirmed_at=timezone.now())


def _challenge(owner: User, *, client: Session.Client) -> EndpointFixture:
    make_authenticator(owner)
    code = renew_recovery_codes(user=owner)[0]
    return EndpointFixture(
        payload={"challenge": challenge_of(user=owner, client=client), "code": code}
    )


# GraphQL


def own_email(query: str) -> Factory:
    return lambda owner: EndpointFixture(query=query, private_text=owner.email)


me = own_email("{ me { email } }")
users = own_email("{ users { username email } }")
connection_init = fixed(payload={"type": "connection_init"})
create_user = fixed(
    query="""mutation ($name: String!, $email: String!, $password: String!) {
        createUser(username: $name, email: $email, password: $password) { user { id } }
    }""",
    payload={"name": "ada", "email": "ada@example.com", "password": "correct-horse-battery"},
)


def guessed_password(owner: User) -> EndpointFixture:
    query = """mutation ($name: String!) {
        tokenAuth(username: $name, password: "guessed") { token }
    }"""
    return EndpointFixture(query=query, payload={"name": owner.handle})


verify_guessed = fixed(query='mutation { verifyToken(token: "guessed") { payload } }')
refresh_guessed = fixed(query='mutation { refreshToken(token: "guessed") { payload } }')
