from functools import partial
from typing import cast

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.addresses import change_address
from apps.accounts.authentication import RecentlySignedIn
from apps.accounts.limits import ADDRESSES, CONFIRM, MAILS
from apps.accounts.models import SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.serializers import (
    DetailSerializer,
    EmailSerializer,
    LinkSerializer,
    UserSerializer,
)
from apps.accounts.sign_up import LinkSpentError
from apps.accounts.tasks import mail_change_of_address
from apps.accounts.views.refusals import LinkSpent
from apps.core.openapi import refuses
from apps.core.rates import spend
from apps.core.requests import client_address
from apps.core.views import PublicView


class MeView(generics.RetrieveAPIView[User]):
    serializer_class = UserSerializer

    def get_object(self) -> User:
        return cast(User, self.request.user)


class EmailView(APIView):
    """Ask for another address. It takes effect with the link of the mail that goes there."""

    permission_classes = (RecentlySignedIn,)

    @extend_schema(request=EmailSerializer, responses={202: DetailSerializer})
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        given = EmailSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        email, user = given.validated_data["email"], cast(User, request.user)
        if email == user.email:
            raise ValidationError({"email": _("This is your address already.")})
        spend(ADDRESSES, "address", user.pk)
        spend(MAILS, "change", email)
        note(SecurityEvent.Kind.EMAIL_CHANGE_ASKED, request=request, user=user)
        transaction.on_commit(
            partial(
                mail_change_of_address.delay,
                user_id=user.pk,
                email=email,
                language=get_language() or "en",
            )
        )
        detail = _("We have sent a mail to %(email)s. Open the link in it.") % {"email": email}
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


class ConfirmEmailView(PublicView):
    @extend_schema(request=LinkSerializer, responses=EmailSerializer)
    @refuses(LinkSpent, Throttled)
    def post(self, request: Request) -> Response:
        spend(CONFIRM, "confirm", client_address(request._request))
        given = LinkSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            user, before = change_address(token=given.validated_data["token"])
        except LinkSpentError as error:
            raise LinkSpent from error
        note(SecurityEvent.Kind.EMAIL_CHANGED, request=request, user=user, also_to=before)
        return Response({"email": user.email})
