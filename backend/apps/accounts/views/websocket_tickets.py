from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.serializers.websocket_tickets import TicketSerializer
from apps.accounts.sessions import websocket_tickets
from apps.accounts.sessions.authentication import get_session


class SocketTicketView(APIView):
    @extend_schema(request=None, responses={201: TicketSerializer})
    def post(self, request: Request) -> Response:
        ticket = websocket_tickets.issue_ticket(session=get_session(request))
        return Response(
            {"ticket": ticket, "expires_in": websocket_tickets.TICKET_LIFETIME_SECONDS},
            status=status.HTTP_201_CREATED,
        )
