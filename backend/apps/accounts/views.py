from typing import cast

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import tickets
from apps.accounts.models import User
from apps.accounts.serializers import (
    SessionSerializer,
    SignInSerializer,
    SignUpSerializer,
    TicketSerializer,
    UserSerializer,
)
from apps.accounts.sessions import (
    continue_session,
    end_session,
    forget_refresh,
    has_session,
    keep_refresh,
)
from apps.core.views import PublicView


class SignUpView(PublicView, generics.CreateAPIView[User]):
    serializer_class = SignUpSerializer


class MeView(generics.RetrieveAPIView[User]):
    serializer_class = UserSerializer

    def get_object(self) -> User:
        return cast(User, self.request.user)


class SessionView(PublicView):
    """Sign in and out of a browser. API clients use the plain tokens instead."""

    @extend_schema(request=SignInSerializer, responses=SessionSerializer)
    def post(self, request: Request) -> Response:
        sign_in = SignInSerializer(data=request.data, context={"request": request})
        sign_in.is_valid(raise_exception=True)
        response = Response(
            {
                "access": sign_in.validated_data["access"],
                "user": UserSerializer(sign_in.user).data,
            }
        )
        keep_refresh(response, refresh=sign_in.validated_data["refresh"])
        return response

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        end_session(request)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        forget_refresh(response)
        return response


class SessionRefreshView(PublicView):
    """A fresh access token for the session in the cookie; 204 for a visitor who has none."""

    @extend_schema(request=None, responses={200: SessionSerializer, 204: None})
    def post(self, request: Request) -> Response:
        if not has_session(request):
            return Response(status=status.HTTP_204_NO_CONTENT)
        session = continue_session(request)
        if session is None:
            raise AuthenticationFailed(_("You are not signed in."), "not_signed_in")
        access, user = session
        return Response({"access": str(access), "user": UserSerializer(user).data})


class SocketTicketView(APIView):
    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request) -> Response:
        ticket = tickets.issue_ticket(user_id=cast(User, request.user).pk)
        return Response(
            {"ticket": ticket, "expires_in": tickets.SECONDS}, status=status.HTTP_201_CREATED
        )
