from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from graphene_django.views import GraphQLView, HttpError
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import AuthenticationFailed

from apps.accounts.authentication import SessionAuthentication
from apps.accounts.models import User
from apps.core.problems import STORE_ERRORS, StoreUnavailable, answer


@method_decorator(csrf_exempt, name="dispatch")
class AuthenticatedGraphQLView(GraphQLView):  # type: ignore[misc] # graphene has no types
    """Signed in by the bearer token alone: a cookie counts for nothing, so none can be abused."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return super().parse_body(request)
        except (RecursionError, UnicodeDecodeError) as error:
            malformed = HttpResponseBadRequest("The body is no UTF-8, or nested too deep.")
            raise HttpError(malformed) from error

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            authenticated = SessionAuthentication().authenticate(Request(request))
        except AuthenticationFailed as error:
            detail = str(error.detail["detail"]) if isinstance(error.detail, dict) else str(error)
            return answer(401, detail, "token_not_valid")
        except STORE_ERRORS:
            return answer(503, StoreUnavailable.default_detail, StoreUnavailable.default_code)
        request.user = cast(User, authenticated[0]) if authenticated else AnonymousUser()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
