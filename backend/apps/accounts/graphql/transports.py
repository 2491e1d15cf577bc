from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.tokens import AccessToken

from apps.accounts.models import User
from apps.accounts.sessions.authentication import SessionAuthentication
from apps.core.graphql.views import LimitedGraphQLView
from apps.core.graphql.websocket import GraphQLConsumer, Principal
from apps.core.problem_details import STORE_ERRORS, StoreUnavailable, problem_response


class AuthenticatedGraphQLConsumer(GraphQLConsumer):
    """Authenticates with the token of `connection_init`; without one, the user is anonymous."""

    def authenticate(self, header: str) -> Principal:
        if not header:
            return Principal(user=AnonymousUser())
        scheme, _, text = header.partition(" ")
        if scheme not in ("Bearer", "JWT"):
            raise PermissionError
        try:
            token = AccessToken(cast(Any, text))
            user = cast(User, SessionAuthentication().get_user(token))
        except (TokenError, AuthenticationFailed) as error:
            raise PermissionError from error
        return Principal(user=user, session_id=user.session.pk)


class BearerOrJWTAuthentication(SessionAuthentication):
    """Accepts the JWT scheme of the GraphQL tutorial's clients besides Bearer."""

    def get_header(self, request: Request) -> bytes:
        header = super().get_header(request)
        return b"Bearer " + header[4:] if header and header.startswith(b"JWT ") else header


@method_decorator(csrf_exempt, name="dispatch")
class AuthenticatedGraphQLView(LimitedGraphQLView):
    """Authenticates with the bearer token only: cookies are ignored, which prevents CSRF."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            authenticated = BearerOrJWTAuthentication().authenticate(Request(request))
        except AuthenticationFailed as error:
            detail = str(error.detail["detail"]) if isinstance(error.detail, dict) else str(error)
            return problem_response(401, detail, "token_not_valid")
        except STORE_ERRORS:
            return problem_response(
                503, StoreUnavailable.default_detail, StoreUnavailable.default_code
            )
        request.user = cast(User, authenticated[0]) if authenticated else AnonymousUser()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
