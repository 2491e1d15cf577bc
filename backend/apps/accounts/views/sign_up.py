from functools import partial

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import SecurityEvent
from apps.accounts.rate_limits import LINK_CONFIRMATIONS, MAIL_REQUESTS_PER_NETWORK, MAILS_PER_EMAIL
from apps.accounts.registration.sign_up import (
    LINK_LIFETIME,
    HandleTakenError,
    confirm_sign_up,
    create_pending_sign_up,
)
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.sign_up import (
    ConfirmedSignUpSerializer,
    ConfirmSignUpSerializer,
    SignUpSerializer,
)
from apps.accounts.serializers.users import DetailSerializer
from apps.accounts.sessions.cookies import (
    clear_sign_up_cookie,
    is_browser_of_sign_up,
    set_sign_up_cookie,
)
from apps.accounts.tasks import mail_sign_up
from apps.accounts.views.errors import InvalidLink
from apps.accounts.views.login import complete_login
from apps.core.client_ip import get_client_network
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.same_origin import SameOrigin
from apps.core.views import PublicView


class SignUpView(PublicView):
    """Sign up. The response is the same whether or not the email has an account."""

    @extend_schema(request=SignUpSerializer, responses={202: DetailSerializer})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        consume(MAIL_REQUESTS_PER_NETWORK, "sign-up", get_client_network(request._request))
        data = SignUpSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        email = data.validated_data["email"]
        consume(MAILS_PER_EMAIL, "sign-up", email)
        with transaction.atomic():
            pending = create_pending_sign_up(**data.validated_data)
            transaction.on_commit(
                partial(
                    mail_sign_up.delay,
                    pending_id=str(pending.pk),
                    language=get_language() or "en",
                )
            )
        detail = _("We have sent an email to %(email)s. Open its link to continue.") % {
            "email": email
        }
        response = Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)
        set_sign_up_cookie(response, sign_up_id=pending.pk, max_age=LINK_LIFETIME)
        return response


class ConfirmSignUpView(PublicView):
    """Create the account with the link of the mail, and sign in the browser that signed up."""

    permission_classes = (SameOrigin,)

    @extend_schema(request=ConfirmSignUpSerializer, responses={201: ConfirmedSignUpSerializer})
    @error_responses(InvalidLink, Throttled)
    def post(self, request: Request) -> Response:
        consume(LINK_CONFIRMATIONS, "confirm", get_client_network(request._request))
        data = ConfirmSignUpSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        try:
            user, pending = confirm_sign_up(**data.validated_data)
        except HandleTakenError as error:
            raise ValidationError({"handle": _("This username is taken.")}, "unique") from error
        record_and_notify(
            SecurityEvent.Kind.SIGNED_UP, request=request, user=user, provider=pending.provider
        )
        if not is_browser_of_sign_up(request._request, sign_up_id=pending.pk):
            body = {"email": user.email, "session": None}
            return Response(body, status=status.HTTP_201_CREATED)
        response = complete_login(request, user=user)
        response.data = {"email": user.email, "session": response.data}
        response.status_code = status.HTTP_201_CREATED
        clear_sign_up_cookie(response)
        return response
