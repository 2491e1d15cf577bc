from functools import partial
from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from social_django.models import UserSocialAuth

from apps.accounts import rate_limits
from apps.accounts.models import PendingSignUp, SecurityEvent, Session, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.login import SessionSerializer
from apps.accounts.sessions.authentication import (
    ReauthenticationRequired,
    RecentlyAuthenticated,
    get_session,
)
from apps.accounts.social.connections import NotLinkedError, link, unlink
from apps.accounts.social.login import login_or_create
from apps.accounts.social.oauth_flow import begin_authorization, finish_authorization
from apps.accounts.social.providers import PROVIDERS, Identity, Provider
from apps.accounts.social.serializers import (
    AnswerSerializer,
    BeginSerializer,
    BegunSerializer,
    ConfirmEmailSerializer,
    LinkedSerializer,
    ProviderSerializer,
    SocialAccountSerializer,
)
from apps.accounts.tasks import mail_sign_up
from apps.accounts.views.errors import LastLoginMethod, SecondFactorRequired
from apps.accounts.views.login import complete_login, get_device_id_or_network
from apps.accounts.views.social_errors import (
    PROBLEMS,
    SocialState,
    SocialUnknown,
    social_errors_as_problems,
)
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.views import PublicView


class SocialView(PublicView):
    """List the providers that are configured."""

    @extend_schema(responses=ProviderSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(
            [
                {"backend": provider.name, "name": provider.title}
                for provider in PROVIDERS.values()
                if provider.has_keys()
            ]
        )


class SocialBeginView(APIView):
    """Begin a login, or link with the signed-in account."""

    permission_classes = (AllowAny,)

    def perform_authentication(self, request: Request) -> None:
        """Skip authentication: a client that signs in may send an expired token."""

    @extend_schema(request=BeginSerializer, responses=BegunSerializer)
    @error_responses(ReauthenticationRequired, Throttled)
    def post(self, request: Request, backend: str) -> Response:
        provider = get_offered_provider(backend)
        consume(rate_limits.SOCIAL_LOGINS, "social-begin", get_device_id_or_network(request))
        wish = BeginSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        link_to = None
        if wish.validated_data["link"]:
            # On an unattended device, others could add a login method of their own.
            if not RecentlyAuthenticated().has_permission(request, self):
                self.permission_denied(request)
            link_to = get_session(request)
        with social_errors_as_problems(provider):
            url = begin_authorization(request=request, provider=provider, link_to=link_to)
        return Response({"url": url})


class SocialFinishView(PublicView):
    """Finish with the query of the provider's redirect: sign in, sign up, or link, as begun."""

    @extend_schema(
        request=AnswerSerializer,
        responses={
            200: PolymorphicProxySerializer(
                "SocialEntrance", [SessionSerializer, LinkedSerializer], None
            ),
            202: ConfirmEmailSerializer,
        },
    )
    @error_responses(*dict.fromkeys(PROBLEMS.values()), SecondFactorRequired, Throttled)
    def post(self, request: Request, backend: str) -> Response:
        provider = get_offered_provider(backend)
        consume(rate_limits.SOCIAL_LOGINS, "social-finish", get_device_id_or_network(request))
        callback = AnswerSerializer(data=request.data)
        callback.is_valid(raise_exception=True)
        with social_errors_as_problems(provider):
            authorized = finish_authorization(
                request=request, provider=provider, callback=callback.validated_data
            )
            if authorized.link_to:
                return _link(request, provider, authorized.identity, authorized.link_to)
            return _login(request, authorized.identity)


class SocialAccountsView(APIView):
    """List the linked accounts at providers."""

    @extend_schema(responses=SocialAccountSerializer(many=True))
    def get(self, request: Request) -> Response:
        own = UserSocialAuth.objects.filter(user=cast(User, request.user)).order_by("created")
        return Response(SocialAccountSerializer(own, many=True).data)


class SocialAccountView(APIView):
    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(responses={204: None})
    @error_responses(LastLoginMethod)
    def delete(self, request: Request, backend: str) -> Response:
        user = cast(User, request.user)
        try:
            unlink(user=user, provider=backend)
        except NotLinkedError as error:
            raise NotFound from error
        record_and_notify(
            SecurityEvent.Kind.SOCIAL_UNLINKED, request=request, user=user, provider=backend
        )
        return Response(status=HTTPStatus.NO_CONTENT)


def get_offered_provider(backend: str) -> type[Provider]:
    provider = PROVIDERS.get(backend)
    if provider is None or not provider.has_keys():
        raise SocialUnknown
    return provider


def _link(
    request: Request, provider: type[Provider], identity: Identity, session_id: UUID
) -> Response:
    # A session that ended in between cannot link any more.
    sessions = Session.live.select_related("user").filter(user__is_active=True)
    session = sessions.filter(pk=session_id).first()
    if session is None:
        raise SocialState(provider)
    is_new = link(user=session.user, provider=identity.provider, uid=identity.uid)
    if is_new:
        _record_link(request, session.user, identity)
    return Response({"linked": identity.provider})


def _login(request: Request, identity: Identity) -> Response:
    with transaction.atomic():
        arrival = login_or_create(identity)
        if isinstance(arrival, PendingSignUp):
            return _send_confirmation_mail(arrival)
    if arrival.is_new:
        kind = SecurityEvent.Kind.SIGNED_UP
        record_and_notify(kind, request=request, user=arrival.user, provider=identity.provider)
    if arrival.is_linked:
        _record_link(request, arrival.user, identity)
    return complete_login(request, user=arrival.user)


def _send_confirmation_mail(pending: PendingSignUp) -> Response:
    consume(rate_limits.SOCIAL_MAILS_PER_EMAIL, "social-mail", pending.email)
    language = get_language() or "en"
    mail = partial(mail_sign_up.delay, pending_id=str(pending.pk), language=language)
    transaction.on_commit(mail)
    detail = _("We have sent an email to %(email)s. Open its link to finish.")
    body = {"detail": detail % {"email": pending.email}, "code": "confirm_email"}
    return Response(body, status=HTTPStatus.ACCEPTED)


def _record_link(request: Request, user: User, identity: Identity) -> None:
    kind = SecurityEvent.Kind.SOCIAL_LINKED
    record_and_notify(kind, request=request, user=user, provider=identity.provider)
