from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.statements.serializers.currency import CurrencyField
from apps.statements.serializers.money import MoneyField
from apps.statements.spending.recurring import FREQUENCIES
from apps.statements.spending.summaries import STEPS


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"})
class MonthField(serializers.DateField):
    """A month such as 2026-01, represented by its first day."""

    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {"invalid": _("Enter a month, e.g. 2026-01.")}
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
            raise serializers.ValidationError(
                {"last_month": _("The last month is before the first month.")}
            )
        return attrs


class CurrencySpanSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    count = serializers.IntegerField()


class PartSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Category, merchant, card or id of the account.")
    spend = MoneyField()
    count = serializers.IntegerField()


class StepSerializer(serializers.Serializer[Any]):
    start = serializers.DateField()
    spend = MoneyField()
    count = serializers.IntegerField()


class ComparedStepSerializer(StepSerializer):
    year_before = MoneyField(
        allow_null=True,
        help_text="Spending of the same step a year before; null before the first transaction.",
    )


class StackSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(
        allow_null=True, help_text="Category; null for all but the largest ones together."
    )
    spend = serializers.ListField(child=MoneyField(), help_text="One amount for each step.")
    count = serializers.ListField(child=serializers.IntegerField())


class MonthFlowSerializer(serializers.Serializer[Any]):
    month = MonthField()
    money_in = MoneyField(help_text="Payments to the accounts.")
    money_out = MoneyField(help_text="Spending of all accounts and cards.")


class CashFlowSerializer(serializers.Serializer[Any]):
    accounts = serializers.ListField(
        child=serializers.CharField(),
        help_text="Accounts that receive income, such as a salary; no cards.",
    )
    months = MonthFlowSerializer(many=True)


class LatestMonthSerializer(serializers.Serializer[Any]):
    month = MonthField()
    spend = MoneyField()
    through = serializers.IntegerField(
        allow_null=True, help_text="Current day of the month; null if the month is over."
    )
    average = MoneyField(allow_null=True)
    average_through = MoneyField(allow_null=True)
    months = serializers.IntegerField(help_text="Number of months in the averages.")


class SpendingSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    currencies = CurrencySpanSerializer(many=True)
    first_month = MonthField(allow_null=True)
    last_month = MonthField(allow_null=True)
    step = serializers.ChoiceField(choices=list(STEPS))
    spend = MoneyField()
    count = serializers.IntegerField()
    over_time = ComparedStepSerializer(many=True)
    stacks = StackSerializer(
        many=True, help_text="The steps by category, the largest first; only of months."
    )
    cash_flow = CashFlowSerializer(
        allow_null=True, help_text="Null without an account that receives income."
    )
    by_category = PartSerializer(many=True)
    by_merchant = PartSerializer(many=True, help_text="The largest ones.")
    merchants = serializers.IntegerField(help_text="Total number of merchants.")
    by_card = PartSerializer(many=True)
    by_account = PartSerializer(
        many=True, help_text="Empty if no transaction has one; the last key is empty for the rest."
    )
    latest_month = LatestMonthSerializer(allow_null=True)


class RecurringSerializer(serializers.Serializer[Any]):
    merchant = serializers.CharField()
    category = serializers.CharField()
    card = serializers.CharField()
    every = serializers.ChoiceField(choices=[frequency.every for frequency in FREQUENCIES])
    amount = MoneyField()
    yearly = MoneyField()
    first = serializers.DateField()
    last = serializers.DateField()
    count = serializers.IntegerField()
    next = serializers.DateField(allow_null=True)
