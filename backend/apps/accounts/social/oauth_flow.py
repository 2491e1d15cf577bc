"""OAuth authorization code flow with state and PKCE."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import time
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from social_django.models import Nonce

from apps.accounts.models import Session
from apps.accounts.social.providers import Identity, Provider
from apps.accounts.social.strategy import Strategy


@dataclass(frozen=True, kw_only=True)
class AuthorizationResult:
    identity: Identity
    link_to: UUID | None
    """Session whose user links the account; None for a login."""


def begin_authorization(
    *, request: HttpRequest, provider: type[Provider], link_to: Session | None = None
) -> str:
    """Return the provider's URL to send the browser to.

    State, PKCE verifier and `link_to` are kept in the browser's session for half an hour.
    """
    authorization = _bind_provider(request, provider, {})
    authorization.link_to = link_to.pk if link_to else None
    return authorization.auth_url()


def finish_authorization(
    *, request: HttpRequest, provider: type[Provider], callback: Mapping[str, str]
) -> AuthorizationResult:
    """Check the state and exchange the code. `callback` has the state, and code or error.

    Raise SocialAuthBaseException. The user can act on three of its subclasses: AuthCanceled,
    AuthSessionError for a state that is unknown to this browser, and AuthCredentialError for the
    code.
    """
    authorization = _bind_provider(request, provider, callback)
    try:
        if "error" in callback:
            # The state first: an error that this browser did not request is ignored.
            authorization.validate_state()
            authorization.process_error(callback)
        identity = authorization.auth_complete()
    finally:
        _flush_empty_session(request)
    assert isinstance(identity, Identity)
    return AuthorizationResult(identity=identity, link_to=authorization.link_to)


def delete_abandoned_states() -> None:
    """Delete the states of logins that were never finished."""
    oldest = int(time()) - Provider.STATE_LIFETIME
    Nonce.objects.filter(timestamp__lt=oldest).delete()


def _bind_provider(
    request: HttpRequest, provider: type[Provider], callback: Mapping[str, str]
) -> Provider:
    strategy = Strategy(request=request, callback=callback)
    return provider(strategy, redirect_uri=f"{settings.SITE_URL}/social/{provider.name}")


def _flush_empty_session(request: HttpRequest) -> None:
    if not request.session.is_empty() and not list(request.session.keys()):
        request.session.flush()
