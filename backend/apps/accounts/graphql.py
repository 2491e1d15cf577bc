from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.tokens import AccessToken

from apps.accounts.authentication import SessionAuthentication
from apps.accounts.models import User
from apps.core.graphql.sockets import Asker, GraphQLConsumer
from apps.core.graphql.views import LimitedGraphQLView
from apps.core.problems import STORE_ERRORS, StoreUnavailable, answer


class AuthenticatedGraphQLSocket(GraphQLConsumer):
    """Signed in by the token that `connection_init` brings; without one, as nobody."""

    def authenticate(self, header: str) -> Asker:
        if not header:
            return Asker(user=AnonymousUser())
        scheme, _, text = header.partition(" ")
        if scheme not in ("Bearer", "JWT"):
            raise PermissionError
        try:
            token = AccessToken(cast(Any, text))
            user = cast(User, SessionAuthentication().get_user(token))
        except (TokenError, AuthenticationFailed) as error:
            raise PermissionError from error
        return Asker(user=user, session_id=user.session.pk)


class EitherScheme(SessionAuthentication):
    """Clients of the GraphQL tutorial write JWT where others write Bearer."""

    def get_header(self, request: Request) -> bytes:
        header = super().get_header(request)
        return b"Bearer " + header[4:] if header and header.startswith(b"JWT ") else header


@method_decorator(csrf_exempt, name="dispatch")
class AuthenticatedGraphQLView(LimitedGraphQLView):
    """Signed in by the bearer token alone: a cookie counts for nothing, so none can be abused."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            authenticated = EitherScheme().authenticate(Request(request))
        except AuthenticationFailed as error:
            detail = str(error.detail["detail"]) if isinstance(error.detail, dict) else str(error)
            return answer(401, detail, "token_not_valid")
        except STORE_ERRORS:
            return answer(503, StoreUnavailable.default_detail, StoreUnavailable.default_code)
        request.user = cast(User, authenticated[0]) if authenticated else AnonymousUser()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
