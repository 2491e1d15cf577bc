from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from graphene_django.views import GraphQLView
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed

from apps.accounts.models import User
from apps.core.problems import MEDIA_TYPE, problem


@method_decorator(csrf_exempt, name="dispatch")
class AuthenticatedGraphQLView(GraphQLView):  # type: ignore[misc] # graphene has no types
    """Signed in by the bearer token alone: a cookie counts for nothing, so none can be abused."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            authenticated = JWTAuthentication().authenticate(Request(request))
        except AuthenticationFailed as error:
            detail = str(error.detail["detail"]) if isinstance(error.detail, dict) else str(error)
            body = problem(status=401, detail=detail, code="token_not_valid")
            return JsonResponse(body, status=401, content_type=MEDIA_TYPE)
        request.user = cast(User, authenticated[0]) if authenticated else AnonymousUser()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
