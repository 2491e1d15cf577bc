from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import passkeys, tickets
from apps.accounts.authentication import session_of
from apps.accounts.cookies import REFRESH, forget_refresh, knows_device
from apps.accounts.limits import BLOCKED_NOTE, PASSKEY
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.notices import note
from apps.accounts.second_factor import (
    ChallengeExpiredError,
    Proof,
    WrongCodeError,
    answer_challenge,
    check_code,
)
from apps.accounts.serializers import (
    CeremonySerializer,
    ChallengeAnswerSerializer,
    ConfirmationSerializer,
    OpenSessionSerializer,
    PasskeyAnswerSerializer,
    SecurityEventSerializer,
    SessionSerializer,
    SignInSerializer,
    TicketSerializer,
)
from apps.accounts.sessions import (
    Granted,
    NotSignedInError,
    ReplayedError,
    confirm_owner,
    continue_session,
    end_session,
    end_sessions,
)
from apps.accounts.sign_in import WrongPasswordError, confirm_password, sign_in
from apps.accounts.views.entrance import hand_over, let_in
from apps.accounts.views.refusals import (
    CeremonyExpired,
    ChallengeExpired,
    NotSignedIn,
    PasskeyUnknown,
    SecondFactorRequired,
    SessionReplayed,
    WrongCode,
    WrongPassword,
)
from apps.accounts.visitors import visitor_of
from apps.core.openapi import refuses
from apps.core.origins import SameOrigin
from apps.core.rates import is_allowed, spend
from apps.core.requests import client_address
from apps.core.views import PublicView

ATTEMPT = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Random. The same one with the same token gets the same answer again.",
)


class BrowserView(PublicView):
    """Where cookies count, pages of other sites do not."""

    permission_classes = (SameOrigin,)


def attempt_of(request: Request) -> str:
    return request.headers.get("Idempotency-Key", "")[:64]


def prove_password(request: Request) -> User:
    """Whose address and password were sent."""
    given = SignInSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return prove(request, **given.validated_data)


def prove(request: Request, *, email: str, password: str) -> User:
    """Whose they are; every failure is noted."""
    try:
        return sign_in(
            email=email,
            password=password,
            address=client_address(request._request),
            known_device=knows_device(request._request, email=email),
        )
    except WrongPasswordError as error:
        meant = User.objects.filter(email=email).first()
        note(SecurityEvent.Kind.SIGN_IN_FAILED, request=request, user=meant)
        raise WrongPassword from error
    except Throttled:
        meant = User.objects.filter(email=email).first()
        if meant is not None and is_allowed(BLOCKED_NOTE, "blocked-note", meant.pk):
            note(SecurityEvent.Kind.SIGN_IN_BLOCKED, request=request, user=meant)
        raise


def prove_second_factor(request: Request, *, client: Session.Client) -> User:
    given = ChallengeAnswerSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    try:
        user, proof = answer_challenge(
            given.validated_data["challenge"], code=given.validated_data["code"], client=client
        )
    except ChallengeExpiredError as error:
        raise ChallengeExpired from error
    except WrongCodeError as error:
        note(SecurityEvent.Kind.SECOND_FACTOR_FAILED, request=request, user=error.user)
        raise WrongCode from error
    if proof is Proof.RECOVERY_CODE:
        note(SecurityEvent.Kind.RECOVERY_CODE_USED, request=request, user=user)
    return user


class SessionView(BrowserView):
    """Sign in and out of a browser. API clients use the plain tokens instead."""

    @extend_schema(request=SignInSerializer, responses=SessionSerializer)
    @refuses(WrongPassword, SecondFactorRequired, Throttled)
    def post(self, request: Request) -> Response:
        return let_in(request, user=prove_password(request))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        session = end_session(request.COOKIES.get(REFRESH, ""))
        if session is not None:
            note(SecurityEvent.Kind.SIGNED_OUT, request=request, user=session.user)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        forget_refresh(response)
        return response


class SecondFactorSignInView(BrowserView):
    """The second proof, with the challenge that the first one was answered with."""

    @extend_schema(request=ChallengeAnswerSerializer, responses=SessionSerializer)
    @refuses(WrongCode, ChallengeExpired, Throttled)
    def post(self, request: Request) -> Response:
        user = prove_second_factor(request, client=Session.Client.BROWSER)
        return let_in(request, user=user, second_factor=True)


class PasskeyOptionsView(BrowserView):
    @extend_schema(request=None, responses=CeremonySerializer)
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        spend(PASSKEY, "passkey", client_address(request._request))
        return Response(CeremonySerializer(passkeys.begin_sign_in()).data)


class PasskeySignInView(BrowserView):
    """A passkey is what somebody has, opened by what they know or are: two proofs in one."""

    @extend_schema(request=PasskeyAnswerSerializer, responses=SessionSerializer)
    @refuses(PasskeyUnknown, CeremonyExpired)
    def post(self, request: Request) -> Response:
        given = PasskeyAnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            passkey = passkeys.finish_sign_in(**given.validated_data)
        except passkeys.CeremonyExpiredError as error:
            raise CeremonyExpired from error
        except passkeys.RefusedPasskeyError as error:
            raise PasskeyUnknown from error
        return let_in(request, user=passkey.user, second_factor=True)


class SessionRefreshView(BrowserView):
    """A fresh access token for the session in the cookie; 204 for a visitor who has none."""

    @extend_schema(
        request=None,
        parameters=[ATTEMPT],
        responses={200: SessionSerializer, 204: None},
    )
    @refuses(NotSignedIn, SessionReplayed)
    def post(self, request: Request) -> Response:
        refresh = request.COOKIES.get(REFRESH, "")
        if not refresh:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return hand_over(continued(request, refresh))


def continued(request: Request, refresh: str) -> Granted:
    try:
        return continue_session(
            refresh, attempt=attempt_of(request), visitor=visitor_of(request._request)
        )
    except NotSignedInError as error:
        raise NotSignedIn from error
    except ReplayedError as error:
        if error.is_news:
            note(SecurityEvent.Kind.TOKEN_REPLAYED, request=request, user=error.session.user)
        raise SessionReplayed from error


class ConfirmationView(APIView):
    """Prove again that it is you, for what asks for a recent proof."""

    @extend_schema(request=ConfirmationSerializer, responses={204: None})
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        given = ConfirmationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = cast(User, request.user)
        proof = given.validated_data
        if "password" in proof:
            self._check_password(request, user, proof["password"])
        elif "code" in proof:
            self._check_code(request, user, proof["code"])
        else:
            self._check_passkey(user, proof)
        confirm_owner(session_of(request), second_factor="password" not in proof)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _check_password(self, request: Request, user: User, password: str) -> None:
        try:
            confirm_password(user=user, password=password, address=client_address(request._request))
        except WrongPasswordError as error:
            note(SecurityEvent.Kind.SIGN_IN_FAILED, request=request, user=user)
            raise ValidationError({"password": WrongPassword.default_detail}) from error

    def _check_code(self, request: Request, user: User, code: str) -> None:
        try:
            proof = check_code(user=user, code=code)
        except WrongCodeError as error:
            note(SecurityEvent.Kind.SECOND_FACTOR_FAILED, request=request, user=user)
            raise ValidationError({"code": WrongCode.default_detail}) from error
        if proof is Proof.RECOVERY_CODE:
            note(SecurityEvent.Kind.RECOVERY_CODE_USED, request=request, user=user)

    def _check_passkey(self, user: User, proof: dict[str, object]) -> None:
        try:
            passkey = passkeys.finish_sign_in(
                ceremony=str(proof["ceremony"]),
                credential=proof["credential"],  # type: ignore[arg-type] # validated
            )
        except (passkeys.CeremonyExpiredError, passkeys.RefusedPasskeyError) as error:
            raise ValidationError({"credential": PasskeyUnknown.default_detail}) from error
        if passkey.user_id != user.pk:
            raise ValidationError({"credential": PasskeyUnknown.default_detail})


class OpenSessionsView(generics.ListAPIView[Session]):
    """Where the account is signed in."""

    serializer_class = OpenSessionSerializer
    pagination_class = None
    queryset = Session.live.none()

    def get_queryset(self) -> QuerySet[Session]:
        return Session.live.filter(user=cast(User, self.request.user))

    @extend_schema(operation_id="sessions_destroy_all", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out everywhere, here as well."""
        end_sessions(user=cast(User, request.user), end=Session.End.ENDED_ELSEWHERE)
        note(SecurityEvent.Kind.ALL_SESSIONS_ENDED, request=request, user=cast(User, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OpenSessionView(APIView):
    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, session_id: UUID) -> Response:
        ended = end_sessions(
            user=cast(User, request.user), end=Session.End.ENDED_ELSEWHERE, only=session_id
        )
        if not ended:
            raise NotFound
        note(SecurityEvent.Kind.SESSION_ENDED, request=request, user=cast(User, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SecurityEventsView(generics.ListAPIView[SecurityEvent]):
    """What happened to the account's keys and doors."""

    serializer_class = SecurityEventSerializer
    queryset = SecurityEvent.objects.none()

    def get_queryset(self) -> QuerySet[SecurityEvent]:
        return SecurityEvent.objects.filter(user=cast(User, self.request.user))


class SocketTicketView(APIView):
    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request) -> Response:
        ticket = tickets.issue_ticket(session=session_of(request))
        return Response(
            {"ticket": ticket, "expires_in": tickets.SECONDS}, status=status.HTTP_201_CREATED
        )
