from functools import partial

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.limits import CONFIRM, MAILS, SIGN_UP
from apps.accounts.models import SecurityEvent
from apps.accounts.notices import note
from apps.accounts.serializers import (
    ConfirmSignUpSerializer,
    DetailSerializer,
    EmailSerializer,
    SignUpSerializer,
)
from apps.accounts.sign_up import (
    HandleTakenError,
    LinkSpentError,
    ask_for_account,
    confirm_sign_up,
)
from apps.accounts.tasks import mail_sign_up
from apps.accounts.views.refusals import LinkSpent
from apps.core.openapi import refuses
from apps.core.rates import spend
from apps.core.requests import client_address
from apps.core.views import PublicView


class SignUpView(PublicView):
    """Ask for an account. The answer is the same whether or not the address has one."""

    @extend_schema(request=SignUpSerializer, responses={202: DetailSerializer})
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        spend(SIGN_UP, "sign-up", client_address(request._request))
        given = SignUpSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        email = given.validated_data["email"]
        spend(MAILS, "sign-up", email)
        with transaction.atomic():
            pending = ask_for_account(**given.validated_data)
            transaction.on_commit(
                partial(
                    mail_sign_up.delay,
                    pending_id=str(pending.pk),
                    language=get_language() or "en",
                )
            )
        detail = _("We have sent a mail to %(email)s. Open the link in it.") % {"email": email}
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


class ConfirmSignUpView(PublicView):
    """The link of the mail: from here on there is an account."""

    @extend_schema(request=ConfirmSignUpSerializer, responses={201: EmailSerializer})
    @refuses(LinkSpent, Throttled)
    def post(self, request: Request) -> Response:
        spend(CONFIRM, "confirm", client_address(request._request))
        given = ConfirmSignUpSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            user, pending = confirm_sign_up(**given.validated_data)
        except LinkSpentError as error:
            raise LinkSpent from error
        except HandleTakenError as error:
            raise ValidationError({"handle": _("This handle is taken.")}, "unique") from error
        note(SecurityEvent.Kind.SIGNED_UP, request=request, user=user, provider=pending.provider)
        return Response({"email": user.email}, status=status.HTTP_201_CREATED)
