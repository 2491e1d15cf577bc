from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.statements.recurring import RHYTHMS
from apps.statements.serializers.currency import CurrencyField
from apps.statements.summaries import STEPS

MONEY: dict[str, Any] = {"max_digits": 20, "decimal_places": 2}


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"})
class MonthField(serializers.DateField):
    """2026-01 outside, the first of the month inside."""

    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {"invalid": _("A month, as in 2026-01.")}
        super().__init__(input_formats=["%Y-%m"], error_messages=messages, **options)

    def to_representation(self, value: Any) -> str:
        return str(value.isoformat()[:7])


class CurrencyChoiceSerializer(serializers.Serializer[dict[str, str]]):
    currency = CurrencyField(required=False)


class PeriodSerializer(CurrencyChoiceSerializer):
    first_month = MonthField(required=False)
    last_month = MonthField(required=False)
    step = serializers.ChoiceField(choices=list(STEPS), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("first_month"), attrs.get("last_month")
        if first and last and first > last:
            raise serializers.ValidationError({"last_month": _("It is before the first month.")})
        return attrs


class CurrencySpanSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    count = serializers.IntegerField()


class PartSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The category, merchant or card.")
    spend = serializers.DecimalField(**MONEY)
    count = serializers.IntegerField()


class StepSerializer(serializers.Serializer[Any]):
    start = serializers.DateField()
    spend = serializers.DecimalField(**MONEY)
    count = serializers.IntegerField()


class LatestMonthSerializer(serializers.Serializer[Any]):
    month = MonthField()
    spend = serializers.DecimalField(**MONEY)
    through = serializers.IntegerField(
        allow_null=True, help_text="The day that it has come to; null where it is over."
    )
    average = serializers.DecimalField(**MONEY, allow_null=True)
    average_through = serializers.DecimalField(**MONEY, allow_null=True)
    months = serializers.IntegerField(help_text="Of which the averages are.")


class SpendingSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    currencies = CurrencySpanSerializer(many=True)
    first_month = MonthField(allow_null=True)
    last_month = MonthField(allow_null=True)
    step = serializers.ChoiceField(choices=list(STEPS))
    spend = serializers.DecimalField(**MONEY)
    count = serializers.IntegerField()
    over_time = StepSerializer(many=True)
    by_category = PartSerializer(many=True)
    by_merchant = PartSerializer(many=True, help_text="The largest.")
    merchants = serializers.IntegerField(help_text="How many there are in all.")
    by_card = PartSerializer(many=True)
    latest_month = LatestMonthSerializer(allow_null=True)


class RecurringSerializer(serializers.Serializer[Any]):
    merchant = serializers.CharField()
    category = serializers.CharField()
    card = serializers.CharField()
    every = serializers.ChoiceField(choices=[rhythm.every for rhythm in RHYTHMS])
    amount = serializers.DecimalField(**MONEY)
    yearly = serializers.DecimalField(**MONEY)
    first = serializers.DateField()
    last = serializers.DateField()
    count = serializers.IntegerField()
    next = serializers.DateField(allow_null=True)
