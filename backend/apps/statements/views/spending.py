from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.statements.recurring import recurring_charges
from apps.statements.serializers.queries import said_in
from apps.statements.serializers.spending import (
    CurrencyChoiceSerializer,
    PeriodSerializer,
    RecurringSerializer,
    SpendingSerializer,
)
from apps.statements.summaries import TooManyDaysError, spending_of


class SpendingView(APIView):
    @extend_schema(parameters=[PeriodSerializer], responses=SpendingSerializer)
    def get(self, request: Request) -> Response:
        """What was spent in these months, in one currency."""
        asked = PeriodSerializer(data=said_in(request.query_params))
        asked.is_valid(raise_exception=True)
        try:
            summary = spending_of(
                owner_id=cast(User, request.user).pk,
                today=timezone.localdate(),
                **asked.validated_data,
            )
        except TooManyDaysError as error:
            sentence = _("So long a time is shown by weeks or months.")
            raise ValidationError({"step": sentence}) from error
        return Response(SpendingSerializer(summary).data)


class RecurringView(APIView):
    @extend_schema(parameters=[CurrencyChoiceSerializer], responses=RecurringSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Charges that come again and again, such as subscriptions: the dearest a year first."""
        asked = CurrencyChoiceSerializer(data=said_in(request.query_params))
        asked.is_valid(raise_exception=True)
        found = recurring_charges(
            owner_id=cast(User, request.user).pk,
            currency=asked.validated_data.get("currency", ""),
        )
        return Response(RecurringSerializer(found, many=True).data)
