"""The round trip to a provider: out with a state, a challenge and an intent, back with a code."""

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
class Authorized:
    identity: Identity
    link_to: UUID | None
    """The session that asked to link; None where somebody wants to sign in."""


def begin(*, request: HttpRequest, provider: type[Provider], link_to: Session | None = None) -> str:
    """The address at the provider to send the browser to.

    State, verifier and intent stay behind in the browser's session, for half an hour.
    """
    authorization = _authorization(request, provider, {})
    authorization.link_to = link_to.pk if link_to else None
    return authorization.auth_url()


def finish(
    *, request: HttpRequest, provider: type[Provider], answer: Mapping[str, str]
) -> Authorized:
    """Spend the state and exchange the code. `answer`: state, and code or error.

    Raises SocialAuthBaseException: of its subclasses AuthCanceled, AuthSessionError for a state
    that is not this browser's, or no longer, and AuthCredentialError for the code say what a person
    can do about it.
    """
    authorization = _authorization(request, provider, answer)
    try:
        if "error" in answer:
            # Only then: a refusal that nobody asked for is none.
            authorization.validate_state()
            authorization.process_error(answer)
        identity = authorization.auth_complete()
    finally:
        _leave_nothing(request)
    assert isinstance(identity, Identity)
    return Authorized(identity=identity, link_to=authorization.link_to)


def forget_abandoned() -> None:
    """Drop the states of those who went to a provider and never came back."""
    oldest = int(time()) - Provider.STATE_LIFETIME
    Nonce.objects.filter(timestamp__lt=oldest).delete()


def _authorization(
    request: HttpRequest, provider: type[Provider], answer: Mapping[str, str]
) -> Provider:
    strategy = Strategy(request=request, answer=answer)
    return provider(strategy, redirect_uri=f"{settings.SITE_URL}/social/{provider.name}")


def _leave_nothing(request: HttpRequest) -> None:
    if not request.session.is_empty() and not list(request.session.keys()):
        request.session.flush()
