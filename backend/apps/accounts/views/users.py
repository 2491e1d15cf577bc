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

from apps.accounts.models import SecurityEvent, User
from apps.accounts.rate_limits import EMAIL_CHANGES, LINK_CONFIRMATIONS, MAILS_PER_EMAIL
from apps.accounts.registration.email_change import (
    confirm_email_change,
    create_request_token,
    undo_email_change,
)
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.users import (
    DetailSerializer,
    EmailSerializer,
    LinkSerializer,
    PreferencesSerializer,
    UserSerializer,
)
from apps.accounts.sessions.authentication import RecentlyAuthenticated
from apps.accounts.tasks import mail_change_of_address
from apps.accounts.views.errors import InvalidLink
from apps.core.client_ip import get_client_network
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.views import PublicView


class MeView(generics.RetrieveAPIView[User]):
    serializer_class = UserSerializer

    def get_object(self) -> User:
        return cast(User, self.request.user)

    @extend_schema(request=PreferencesSerializer, responses=UserSerializer)
    def patch(self, request: Request) -> Response:
        """Keep preferences with the account, for the user's other devices."""
        user = self.get_object()
        preferences = PreferencesSerializer(user, data=request.data, partial=True)
        preferences.is_valid(raise_exception=True)
        preferences.save()
        return Response(UserSerializer(user).data)


class EmailView(APIView):
    """Request a change of email. It takes effect with the link that is mailed to the new email."""

    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(request=EmailSerializer, responses={202: DetailSerializer})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        data = EmailSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        email, user = data.validated_data["email"], cast(User, request.user)
        if email == user.email:
            raise ValidationError({"email": _("This is already your email.")})
        consume(EMAIL_CHANGES, "address", user.pk)
        consume(MAILS_PER_EMAIL, "change", email)
        record_and_notify(SecurityEvent.Kind.EMAIL_CHANGE_ASKED, request=request, user=user)
        transaction.on_commit(
            partial(
                mail_change_of_address.delay,
                token=create_request_token(user, email=email),
                language=get_language() or "en",
            )
        )
        detail = _("We have sent an email to %(email)s. Open its link to continue.") % {
            "email": email
        }
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


class ConfirmEmailView(PublicView):
    """Change the email address with the link in the mail to the new one."""

    @extend_schema(request=LinkSerializer, responses=EmailSerializer)
    @error_responses(InvalidLink, Throttled)
    def post(self, request: Request) -> Response:
        consume(LINK_CONFIRMATIONS, "confirm", get_client_network(request._request))
        data = LinkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user, before = confirm_email_change(token=data.validated_data["token"])
        record_and_notify(
            SecurityEvent.Kind.EMAIL_CHANGED,
            request=request,
            user=user,
            also_to=before,
            before=before,
        )
        return Response({"email": user.email})


class UndoEmailView(PublicView):
    """Undo a change of email with the link in the mail to the old one, valid for a week. Ends every
    session and removes the password, which "Forgot your password?" resets."""

    @extend_schema(request=LinkSerializer, responses=EmailSerializer)
    @error_responses(InvalidLink, Throttled)
    def post(self, request: Request) -> Response:
        consume(LINK_CONFIRMATIONS, "confirm", get_client_network(request._request))
        data = LinkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            user, change, replaced_email = undo_email_change(token=data.validated_data["token"])
            record_and_notify(
                SecurityEvent.Kind.EMAIL_CHANGE_UNDONE,
                request=request,
                user=user,
                also_to=replaced_email,
                change=change.pk,
            )
        return Response({"email": user.email})
