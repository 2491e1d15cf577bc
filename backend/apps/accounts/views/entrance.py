"""What happens at every door once somebody has proved who they are."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.cookies import keep_device, keep_refresh
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.notices import note
from apps.accounts.second_factor import challenge
from apps.accounts.serializers import UserSerializer
from apps.accounts.sessions import Granted, open_session
from apps.accounts.views.refusals import SecondFactorRequired
from apps.accounts.visitors import visitor_of


def let_in(
    request: Request,
    *,
    user: User,
    client: Session.Client = Session.Client.BROWSER,
    second_factor: bool = False,
) -> Response:
    """A session's tokens. Raises SecondFactorRequired where one proof is not enough."""
    if user.has_second_factor and not second_factor:
        raise SecondFactorRequired(challenge=challenge(user=user, client=client))
    granted = open_session(
        user=user,
        client=client,
        visitor=visitor_of(request._request),
        second_factor=second_factor,
    )
    note(SecurityEvent.Kind.SIGNED_IN, request=request, user=user, client=client)
    return hand_over(granted)


def hand_over(granted: Granted) -> Response:
    """To a browser the refresh token in its cookie, to others as text."""
    access = str(granted.access)
    if granted.session.client == Session.Client.TOKEN:
        return Response({"access": access, "refresh": str(granted.refresh)})
    body: dict[str, Any] = {"access": access, "user": UserSerializer(granted.user).data}
    response = Response(body)
    keep_refresh(response, refresh=str(granted.refresh))
    keep_device(response, email=granted.user.email)
    return response
