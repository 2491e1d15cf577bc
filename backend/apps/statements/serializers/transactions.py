from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.fields import TextField
from apps.statements.categories import LONGEST as LONGEST_CATEGORY
from apps.statements.filters import SORTS, Filter
from apps.statements.models import CategoryRule, Transaction
from apps.statements.serializers.currency import CurrencyField
from apps.statements.serializers.queries import said_in

MOST_IDS = 1_000


class TransactionSerializer(serializers.ModelSerializer[Transaction]):
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
        )


class WordsField(TextField):
    """Text with each run of white space as one blank."""

    def to_internal_value(self, data: Any) -> str:
        words = " ".join(super().to_internal_value(data).split())
        if not words and not self.allow_blank:
            self.fail("blank")
        return words


class CategoryField(WordsField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_CATEGORY, **options)


class FilterSerializer(serializers.Serializer[dict[str, Any]]):
    """Which transactions are meant; filters.Filter says what each field asks for."""

    date_from = serializers.DateField(required=False)
    date_to = serializers.DateField(required=False)
    amount_min = serializers.DecimalField(max_digits=14, decimal_places=2, required=False)
    amount_max = serializers.DecimalField(max_digits=14, decimal_places=2, required=False)
    category = serializers.ListField(
        child=CategoryField(allow_blank=True),
        required=False,
        max_length=50,
        help_text="Any of them; an empty one is that of transactions without a category.",
    )
    merchant = serializers.CharField(max_length=200, required=False)
    card = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=Transaction.Kind.choices, required=False)
    currency = CurrencyField(required=False)
    text = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Words that all occur in the merchant or the description.",
    )
    statement = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for least, most in (("date_from", "date_to"), ("amount_min", "amount_max")):
            if least in attrs and most in attrs and attrs[least] > attrs[most]:
                raise serializers.ValidationError({most: _("This lies before the other end.")})
        return attrs

    @classmethod
    def read(cls, query: QueryDict) -> Filter:
        """Raises ValidationError."""
        said = cls(data=said_in(query, lists=("category",)))
        said.is_valid(raise_exception=True)
        return Filter(
            **{name: value for name, value in said.validated_data.items() if name != "sort"}
        )


class SortedFilterSerializer(FilterSerializer):
    """What the list and the export are asked by."""

    sort = serializers.ChoiceField(choices=SORTS, required=False)


class ExactFilterSerializer(FilterSerializer):
    """Of a change: what is not known would mean more transactions than somebody wants changed."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(map(str, set(data) - set(self.fields)))):
            raise serializers.ValidationError({unknown[0]: _("There is no such filter.")})
        return super().to_internal_value(data)


class CategoriseSerializer(serializers.Serializer[dict[str, Any]]):
    category = CategoryField(allow_blank=True, help_text="Empty to take it away.")
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        min_length=1,
        max_length=MOST_IDS,
    )
    filter = ExactFilterSerializer(required=False, help_text="Instead of ids: all that it finds.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError({"ids": _("Name either ids or a filter.")})
        return attrs


class ProposalSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    category = serializers.CharField()
    others = serializers.IntegerField(help_text="Transactions that it would change besides.")


class CategorisedSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField()
    proposal = ProposalSerializer(allow_null=True, help_text="A rule that would say the same.")


class TotalSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    count = serializers.IntegerField()
    spend = serializers.DecimalField(
        max_digits=20, decimal_places=2, help_text="Without payments of the card's bill."
    )


class CategoryRuleSerializer(serializers.ModelSerializer[CategoryRule]):
    text = WordsField(min_length=2, max_length=200)
    category = CategoryField()

    class Meta:
        model = CategoryRule
        fields = ("id", "text", "category", "created_at")


class ChangedSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField()
