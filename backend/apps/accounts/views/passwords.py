from dataclasses import asdict
from typing import cast

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.authentication import RecentlySignedIn, session_of
from apps.accounts.cookies import keep_device
from apps.accounts.limits import CONFIRM, MAILS, SIGN_UP
from apps.accounts.models import SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.passwords import change_password, owner_of_link
from apps.accounts.serializers import (
    DetailSerializer,
    EmailSerializer,
    GrantedSerializer,
    NewPasswordSerializer,
    ResetSerializer,
    good_password,
)
from apps.accounts.sessions import renew_session
from apps.accounts.sign_up import LinkSpentError
from apps.accounts.tasks import mail_password_reset
from apps.accounts.views.entrance import hand_over
from apps.accounts.views.refusals import LinkSpent
from apps.accounts.visitors import visitor_of
from apps.core.openapi import refuses
from apps.core.rates import spend
from apps.core.requests import client_address
from apps.core.views import PublicView


class PasswordResetView(PublicView):
    """Ask for a mail with a link. The answer is the same whether or not there is an account."""

    @extend_schema(request=EmailSerializer, responses={202: DetailSerializer})
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        spend(SIGN_UP, "reset", client_address(request._request))
        given = EmailSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        email = given.validated_data["email"]
        spend(MAILS, "reset", email)
        visitor = visitor_of(request._request)
        mail_password_reset.delay(email=email, language=get_language() or "en", **asdict(visitor))
        detail = _("If there is an account for %(email)s, a mail with a link is on its way.")
        return Response({"detail": detail % {"email": email}}, status=status.HTTP_202_ACCEPTED)


class ConfirmPasswordResetView(PublicView):
    @extend_schema(request=ResetSerializer, responses={204: None})
    @refuses(LinkSpent, Throttled)
    def post(self, request: Request) -> Response:
        spend(CONFIRM, "confirm", client_address(request._request))
        given = ResetSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        link = given.validated_data
        with transaction.atomic():
            try:
                user = owner_of_link(uid=link["uid"], token=link["token"])
            except LinkSpentError as error:
                raise LinkSpent from error
            try:
                password = good_password(link["password"], user=user)
            except ValidationError as error:
                raise ValidationError({"password": error.detail}) from error
            change_password(user=user, password=password)
        note(SecurityEvent.Kind.PASSWORD_RESET, request=request, user=user)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        # Who reads the owner's mail is no stranger, whatever was tried before from elsewhere.
        keep_device(response, email=user.email)
        return response


class PasswordView(APIView):
    permission_classes = (RecentlySignedIn,)

    @extend_schema(request=NewPasswordSerializer, responses=GrantedSerializer)
    def put(self, request: Request) -> Response:
        """Every other session ends; this one gets new tokens."""
        given = NewPasswordSerializer(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        user, session = cast(User, request.user), session_of(request)
        change_password(user=user, password=given.validated_data["password"], keep=session)
        note(SecurityEvent.Kind.PASSWORD_CHANGED, request=request, user=user)
        return hand_over(renew_session(session))
