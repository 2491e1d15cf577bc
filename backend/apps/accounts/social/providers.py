"""Google, Facebook and GitHub with python-social-auth, each with PKCE and a state.

Sources: RFC 9700 (OAuth 2.0 Security Best Current Practice), sections 2.1.1 and 4.7; Google's
"OpenID Connect"; Facebook's "Manually build a login flow"; GitHub's "Authorizing OAuth apps".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from social_core.backends.facebook import FacebookOAuth2
from social_core.backends.github import GithubOAuth2
from social_core.backends.google import GoogleOAuth2
from social_core.backends.oauth import BaseOAuth2, BaseOAuth2PKCE
from social_core.exceptions import (
    AuthCredentialError,
    AuthProviderError,
    AuthResponseError,
    SocialAuthBaseException,
)

from apps.accounts.models import normalise_email

MAX_UID_LENGTH = 255
MAX_EMAIL_LENGTH = 254


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A user's identity at a provider."""

    provider: str
    uid: str
    """Permanent id of the user at the provider."""
    email: str
    """Empty if the provider reports none."""
    is_verified: bool
    """The provider has verified that the user owns the email."""
    name: str
    """Basis of the handle; may be empty."""


class Provider(BaseOAuth2PKCE[HttpResponse]):
    """Base of the providers. `title` is the name in sentences."""

    title: str = ""
    link_to: UUID | None = None
    """Session whose user links an account, instead of signing in."""

    @classmethod
    def has_keys(cls) -> bool:
        return all(
            getattr(settings, f"SOCIAL_AUTH_{cls.name.upper()}_{part}")
            for part in ("KEY", "SECRET")
        )

    def identity(self, data: Mapping[str, Any]) -> Identity:
        """Return the identity in a provider's user info. Raise AuthResponseError without an id."""
        raise NotImplementedError

    def authorization_url(self) -> str:
        return _rebase_url(super().authorization_url())

    def request(self, url: str, *arguments: Any, **options: Any) -> Any:
        return super().request(_rebase_url(url), *arguments, **options)

    def get_or_create_state(self) -> str | None:
        """Store `link_to` with the state, so that the client cannot change it in between."""
        state = super().get_or_create_state()
        assert state is not None
        key = self.transaction_key(state)
        link_to = str(self.link_to) if self.link_to else None
        transaction = {**self.strategy.session_get(key), "link_to": link_to}
        self.strategy.session_set(key, transaction)
        return state

    def validate_state(self) -> str | None:
        state = super().validate_state()
        link_to = (self._oauth2_transaction or {}).get("link_to")
        self.link_to = UUID(link_to) if link_to else None
        return state

    def uid_of(self, data: Mapping[str, Any]) -> str:
        given = data.get(self.ID_KEY)
        uid = str(given) if isinstance(given, (str, int)) and given else ""
        if not uid.isprintable() or not 0 < len(uid) <= MAX_UID_LENGTH or given is True:
            raise AuthResponseError(self, code="invalid_claim", claim=self.ID_KEY)
        return uid

    def _get_json(self, url: str, authorization: str) -> Any:
        return self.get_json(url, headers={"Authorization": authorization})

    def _malformed(self) -> AuthResponseError:
        return AuthResponseError(self, code="malformed_response", stage="user_info")


class Google(Provider, GoogleOAuth2[HttpResponse]):
    """Trusted only for emails that Google hosts: Gmail and hosted domains (`hd`). Any other email
    was verified once and may have another owner today. Source: Google, "Authenticate with a backend
    server"."""

    name = "google"
    title = "Google"
    AUTHORIZATION_URL = "https://accounts.google.com/o/oauth2/v2/auth"
    ACCESS_TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 no password
    USER_URL = "https://www.googleapis.com/oauth2/v3/userinfo"

    def user_data(self, access_token: str, *_: Any, **__: Any) -> dict[str, Any]:
        data = self._get_json(self.USER_URL, f"Bearer {access_token}")
        if not isinstance(data, dict):
            raise self._malformed()
        return data

    def identity(self, data: Mapping[str, Any]) -> Identity:
        email = _email(data.get("email"))
        return Identity(
            provider=self.name,
            uid=self.uid_of(data),
            email=email,
            is_verified=bool(email)
            and data.get("email_verified") is True
            and (email.endswith("@gmail.com") or bool(_text(data.get("hd")))),
            name=_text(data.get("name")),
        )


class Facebook(Provider, FacebookOAuth2[HttpResponse]):
    name = "facebook"
    title = "Facebook"
    DEFAULT_SCOPE = ["email"]
    REJECTED_CODE = 100

    def auth_complete(self, *arguments: Any, **options: Any) -> Any:
        # FacebookOAuth2's method would leave out the PKCE verifier.
        return BaseOAuth2.auth_complete(self, *arguments, **options)

    def get_provider_error(
        self, data: object, *, stage: Any = "callback", **details: Any
    ) -> SocialAuthBaseException | None:
        error = super().get_provider_error(data, stage=stage, **details)
        if stage == "token_exchange" and error and error.provider_code == self.REJECTED_CODE:
            return AuthCredentialError(self, code="authorization_code_rejected", stage=stage)
        return error

    def identity(self, data: Mapping[str, Any]) -> Identity:
        return Identity(
            provider=self.name,
            uid=self.uid_of(data),
            email=_email(data.get("email")),
            # Facebook does not report it.
            is_verified=False,
            name=_text(data.get("name")),
        )


class GitHub(Provider, GithubOAuth2[HttpResponse]):
    name = "github"
    title = "GitHub"
    DEFAULT_SCOPE = ["user:email"]
    WITHHELD = (403, 404)

    def user_data(self, access_token: str, *_: Any, **__: Any) -> dict[str, Any]:
        data = self._get_json(f"{self.api_url()}user", f"token {access_token}")
        if not isinstance(data, dict):
            raise self._malformed()
        try:
            emails = self._get_json(f"{self.api_url()}user/emails", f"token {access_token}")
        except AuthProviderError as error:
            if error.status_code not in self.WITHHELD:
                raise
            emails = []
        if not isinstance(emails, list):
            raise self._malformed()
        return {**data, "emails": emails}

    def identity(self, data: Mapping[str, Any]) -> Identity:
        emails = [each for each in data["emails"] if isinstance(each, dict)]
        primary = next((each for each in emails if each.get("primary") is True), {})
        email = _email(primary.get("email"))
        return Identity(
            provider=self.name,
            uid=self.uid_of(data),
            email=email,
            is_verified=bool(email) and primary.get("verified") is True,
            name=_text(data.get("login")),
        )


PROVIDERS: dict[str, type[Provider]] = {each.name: each for each in (Google, Facebook, GitHub)}


def _rebase_url(url: str) -> str:
    """Return the URL on the stub of SOCIAL_PROVIDER_URL, or the URL itself if there is none."""
    if not settings.SOCIAL_PROVIDER_URL:
        return url
    there = urlsplit(settings.SOCIAL_PROVIDER_URL)
    return urlunsplit(urlsplit(url)._replace(scheme=there.scheme, netloc=there.netloc))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _email(value: object) -> str:
    email = normalise_email(_text(value))
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= MAX_EMAIL_LENGTH else ""
