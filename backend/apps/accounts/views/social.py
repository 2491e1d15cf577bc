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

from apps.accounts import limits
from apps.accounts.authentication import RecentlySignedIn, SignInAgain, session_of
from apps.accounts.models import PendingSignUp, SecurityEvent, Session, User
from apps.accounts.notices import note
from apps.accounts.serializers import SessionSerializer
from apps.accounts.social.arrivals import receive
from apps.accounts.social.authorizations import begin, finish
from apps.accounts.social.links import NotLinkedError, link, unlink
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
from apps.accounts.views.entrance import let_in
from apps.accounts.views.refusals import LastWayIn, SecondFactorRequired
from apps.accounts.views.social_problems import (
    PROBLEMS,
    SocialState,
    SocialUnknown,
    as_problems,
)
from apps.accounts.ways_in import LastWayInError
from apps.core.openapi import refuses
from apps.core.rates import spend
from apps.core.requests import client_address
from apps.core.views import PublicView


class SocialView(PublicView):
    """Through whom one can sign in: the providers that this installation has keys of."""

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
    """Begin to sign in, or to link with the account that is signed in."""

    permission_classes = (AllowAny,)

    def perform_authentication(self, request: Request) -> None:
        """Put off: who wants to sign in may hold a token of yesterday."""

    @extend_schema(request=BeginSerializer, responses=BegunSerializer)
    @refuses(SignInAgain, Throttled)
    def post(self, request: Request, backend: str) -> Response:
        provider = offered(backend)
        spend(limits.SOCIAL, "social-begin", client_address(request))
        wish = BeginSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        link_to = None
        if wish.validated_data["link"]:
            # A stranger at an unattended screen would make themselves a key.
            if not RecentlySignedIn().has_permission(request, self):
                self.permission_denied(request)
            link_to = session_of(request)
        with as_problems(provider):
            url = begin(request=request, provider=provider, link_to=link_to)
        return Response({"url": url})


class SocialFinishView(PublicView):
    """Hand in what the provider answered with: signs in, signs up, or links as was begun."""

    @extend_schema(
        request=AnswerSerializer,
        responses={
            200: PolymorphicProxySerializer(
                "SocialEntrance", [SessionSerializer, LinkedSerializer], None
            ),
            202: ConfirmEmailSerializer,
        },
    )
    @refuses(*dict.fromkeys(PROBLEMS.values()), SecondFactorRequired, Throttled)
    def post(self, request: Request, backend: str) -> Response:
        provider = offered(backend)
        spend(limits.SOCIAL, "social-finish", client_address(request))
        answer = AnswerSerializer(data=request.data)
        answer.is_valid(raise_exception=True)
        with as_problems(provider):
            authorized = finish(request=request, provider=provider, answer=answer.validated_data)
            if authorized.link_to:
                return _link(request, provider, authorized.identity, authorized.link_to)
            return _enter(request, authorized.identity)


class SocialAccountsView(APIView):
    """The own accounts at providers through which one can sign in here."""

    @extend_schema(responses=SocialAccountSerializer(many=True))
    def get(self, request: Request) -> Response:
        own = UserSocialAuth.objects.filter(user=cast(User, request.user)).order_by("created")
        return Response(SocialAccountSerializer(own, many=True).data)


class SocialAccountView(APIView):
    permission_classes = (RecentlySignedIn,)

    @extend_schema(responses={204: None})
    @refuses(LastWayIn)
    def delete(self, request: Request, backend: str) -> Response:
        user = cast(User, request.user)
        try:
            unlink(user=user, provider=backend)
        except NotLinkedError as error:
            raise NotFound from error
        except LastWayInError as error:
            raise LastWayIn from error
        note(SecurityEvent.Kind.SOCIAL_UNLINKED, request=request, user=user, provider=backend)
        return Response(status=HTTPStatus.NO_CONTENT)


def offered(backend: str) -> type[Provider]:
    provider = PROVIDERS.get(backend)
    if provider is None or not provider.has_keys():
        raise SocialUnknown
    return provider


def _link(
    request: Request, provider: type[Provider], identity: Identity, session_id: UUID
) -> Response:
    # Whoever signed out in between, or was signed out, has taken the wish back.
    sessions = Session.live.select_related("user").filter(user__is_active=True)
    session = sessions.filter(pk=session_id).first()
    if session is None:
        raise SocialState(provider)
    is_new = link(user=session.user, provider=identity.provider, uid=identity.uid)
    if is_new:
        _note_link(request, session.user, identity)
    return Response({"linked": identity.provider})


def _enter(request: Request, identity: Identity) -> Response:
    with transaction.atomic():
        arrival = receive(identity)
        if isinstance(arrival, PendingSignUp):
            return _ask_to_confirm(arrival)
    if arrival.is_new:
        kind = SecurityEvent.Kind.SIGNED_UP
        note(kind, request=request, user=arrival.user, provider=identity.provider)
    if arrival.is_linked:
        _note_link(request, arrival.user, identity)
    return let_in(request, user=arrival.user)


def _ask_to_confirm(pending: PendingSignUp) -> Response:
    spend(limits.SOCIAL_MAIL, "social-mail", pending.email)
    language = get_language() or "en"
    mail = partial(mail_sign_up.delay, pending_id=str(pending.pk), language=language)
    transaction.on_commit(mail)
    detail = _("We have sent a mail to %(email)s. Open the link in it to finish.")
    body = {"detail": detail % {"email": pending.email}, "code": "confirm_email"}
    return Response(body, status=HTTPStatus.ACCEPTED)


def _note_link(request: Request, user: User, identity: Identity) -> None:
    kind = SecurityEvent.Kind.SOCIAL_LINKED
    note(kind, request=request, user=user, provider=identity.provider)
