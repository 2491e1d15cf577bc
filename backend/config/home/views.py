from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.views import PublicView
from config.home.overview import get_overview
from config.home.serializers import HomeSerializer


class HomeView(PublicView):
    """Return what the home page shows to all visitors."""

    @extend_schema(responses=HomeSerializer)
    def get(self, request: Request) -> Response:
        return Response(HomeSerializer(get_overview(today=timezone.localdate())).data)
