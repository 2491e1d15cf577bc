from typing import cast

from django.db.models import QuerySet
from rest_framework import generics

from apps.accounts.models import SecurityEvent, User
from apps.accounts.serializers.security_events import SecurityEventSerializer


class SecurityEventsView(generics.ListAPIView[SecurityEvent]):
    """List recent security events of the account."""

    serializer_class = SecurityEventSerializer
    queryset = SecurityEvent.objects.none()

    def get_queryset(self) -> QuerySet[SecurityEvent]:
        return SecurityEvent.objects.filter(user=cast(User, self.request.user))
