from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.fields import FlagField, TextField
from apps.statements.categorization.categories import MAX_CATEGORY_LENGTH
from apps.statements.categorization.merchants import MAX_MERCHANT_LENGTH
from apps.statements.filters import SORTS, TransactionFilter
from apps.statements.models import Transaction
from apps.statements.serializers.currency import CurrencyField
from apps.statements.serializers.money import MoneyField
from apps.statements.serializers.query_params import parse_query_params
from apps.statements.serializers.statements import CorrectionSerializer

MAX_IDS = 1_000
MAX_NOTE_LENGTH = 500


class TransactionSerializer(serializers.ModelSerializer[Transaction]):
    amount = MoneyField(read_only=True)

    class Meta:
        model = Transaction
        read_only_fields = fields = (
            "id",
            "statement",
            "line",
            "date",
            "description",
            "merchant",
            "category",
            "kind",
            "amount",
            "currency",
            "card",
            "note",
            "excluded",
        )


class WordsField(TextField):
    """Text with single spaces."""

    def to_internal_value(self, data: Any) -> str:
        words = " ".join(super().to_internal_value(data).split())
        if not words and not self.allow_blank:
            self.fail("blank")
        return words


class CategoryField(WordsField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_CATEGORY_LENGTH, **options)


class EditSerializer(serializers.Serializer[dict[str, Any]]):
    """Changes of a transaction; its date and amount are the bank's."""

    merchant = WordsField(max_length=MAX_MERCHANT_LENGTH, required=False)
    category = CategoryField(allow_blank=True, required=False)
    note = TextField(max_length=MAX_NOTE_LENGTH, allow_blank=True, required=False)
    excluded = FlagField(required=False, help_text="Whether it is left out of the spending.")


class AddSerializer(CorrectionSerializer):
    """A transaction that no statement has; without a currency, in the owner's usual one."""

    category = CategoryField(
        allow_blank=True, required=False, help_text="Detected by the description if missing."
    )
    note = TextField(max_length=MAX_NOTE_LENGTH, allow_blank=True, required=False)


class FilterSerializer(serializers.Serializer[dict[str, Any]]):
    """Conditions on transactions; see filters.TransactionFilter."""

    date_from = serializers.DateField(required=False)
    date_to = serializers.DateField(required=False)
    amount_min = serializers.DecimalField(max_digits=15, decimal_places=3, required=False)
    amount_max = serializers.DecimalField(max_digits=15, decimal_places=3, required=False)
    category = serializers.ListField(
        child=CategoryField(allow_blank=True),
        required=False,
        max_length=50,
        help_text="Any of these; an empty value means uncategorized.",
    )
    merchant = serializers.CharField(max_length=200, required=False)
    card = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=Transaction.Kind.choices, required=False)
    currency = CurrencyField(required=False)
    text = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Words that must all occur in the merchant or description.",
    )
    statement = serializers.UUIDField(required=False)
    account = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for lower, upper in (("date_from", "date_to"), ("amount_min", "amount_max")):
            if lower in attrs and upper in attrs and attrs[lower] > attrs[upper]:
                raise serializers.ValidationError({upper: _("The end is before the start.")})
        return attrs

    @classmethod
    def parse(cls, query: QueryDict) -> TransactionFilter:
        """Return the filter of the query parameters; raise ValidationError."""
        serializer = cls(data=parse_query_params(query, lists=("category",)))
        serializer.is_valid(raise_exception=True)
        return TransactionFilter(
            **{name: value for name, value in serializer.validated_data.items() if name != "sort"}
        )


class SortedFilterSerializer(FilterSerializer):
    """Conditions and order of a list."""

    sort = serializers.ChoiceField(choices=SORTS, required=False)


class ExactFilterSerializer(FilterSerializer):
    """Rejects unknown filters, which would change more transactions than intended."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(map(str, set(data) - set(self.fields)))):
            raise serializers.ValidationError({unknown[0]: _("Unknown filter.")})
        return super().to_internal_value(data)


class SelectionSerializer(serializers.Serializer[dict[str, Any]]):
    """Transactions by their ids, or all that match a filter."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        min_length=1,
        max_length=MAX_IDS,
    )
    filter = ExactFilterSerializer(
        required=False, help_text="All matching transactions, instead of ids."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError({"ids": _("Provide either ids or a filter.")})
        return attrs

    def to_filter(self) -> TransactionFilter:
        data = self.validated_data
        return TransactionFilter(ids=data.get("ids"), **data.get("filter", {}))


class CategoriseSerializer(SelectionSerializer):
    category = CategoryField(allow_blank=True, help_text="Empty to remove the category.")


class ProposalSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    category = serializers.CharField()
    others = serializers.IntegerField(
        help_text="Number of other transactions that the rule would change."
    )


class ChangedSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField()
    change = serializers.IntegerField(
        allow_null=True, help_text="Id for `/api/changes/{id}/undo/`; null if nothing changed."
    )


class UndoneSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField()


class CategorisedSerializer(ChangedSerializer):
    proposal = ProposalSerializer(
        allow_null=True, help_text="A rule for this merchant, if there is none."
    )


class SpellingQuerySerializer(serializers.Serializer[dict[str, Any]]):
    text = serializers.CharField(max_length=200, help_text="Words that no transaction contains.")


class SpellingSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(
        help_text="With similar words of the transactions; unchanged if there are none."
    )


class TotalSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    count = serializers.IntegerField()
    spend = MoneyField(help_text="Without payments of the card's bill.")
