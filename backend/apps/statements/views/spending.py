from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.statements.serializers.query_params import parse_query_params
from apps.statements.serializers.spending import (
    CurrencyChoiceSerializer,
    PeriodSerializer,
    RecurringSerializer,
    SpendingSerializer,
)
from apps.statements.spending.recurring import find_recurring_charges
from apps.statements.spending.summaries import TooManyDaysError, summarize_spending


class SpendingView(APIView):
    @extend_schema(parameters=[PeriodSerializer], responses=SpendingSerializer)
    def get(self, request: Request) -> Response:
        """Return the spending of a period in one currency."""
        params = PeriodSerializer(data=parse_query_params(request.query_params))
        params.is_valid(raise_exception=True)
        try:
            user = cast(User, request.user)
            summary = summarize_spending(
                owner_id=user.pk,
                preferred_currency=user.currency,
                today=timezone.localdate(),
                **params.validated_data,
            )
        except TooManyDaysError as error:
            message = _("Use weeks or months for this period.")
            raise ValidationError({"step": message}) from error
        return Response(SpendingSerializer(summary).data)


class RecurringView(APIView):
    @extend_schema(parameters=[CurrencyChoiceSerializer], responses=RecurringSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return recurring charges such as subscriptions, the highest yearly cost first."""
        params = CurrencyChoiceSerializer(data=parse_query_params(request.query_params))
        params.is_valid(raise_exception=True)
        charges = find_recurring_charges(
            owner_id=cast(User, request.user).pk,
            currency=params.validated_data.get("currency", ""),
        )
        return Response(RecurringSerializer(charges, many=True).data)
