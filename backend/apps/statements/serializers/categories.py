from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.fields import FlagField, TextField
from apps.statements.categorization.categories import MAX_CATEGORY_LENGTH
from apps.statements.categorization.colors import COLORS
from apps.statements.models import CategoryRule
from apps.statements.serializers.money import AmountField, MoneyField
from apps.statements.serializers.transactions import (
    CategoryField,
    ChangedSerializer,
    TransactionSerializer,
    WordsField,
)

MAX_ID = 2**63 - 1


class ColorField(serializers.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=COLORS, **options)


class KeyField(TextField):
    """Key of a category, exactly as it was returned."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_CATEGORY_LENGTH, **options)


class SpentSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    spend = MoneyField()


class CategorySerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="What transactions and rules carry; it never changes.")
    name = serializers.CharField(
        help_text="Empty if the owner has not renamed it: clients translate the default"
        " categories, and show the key of others."
    )
    color = ColorField()
    archived = serializers.BooleanField(help_text="Neither offered nor detected any more.")
    count = serializers.IntegerField(help_text="Number of transactions that count as spending.")
    spent = SpentSerializer(many=True, help_text="This year's spending, by currency.")


class NewCategorySerializer(serializers.Serializer[dict[str, Any]]):
    name = CategoryField()
    color = ColorField(required=False)


class CategoryEditSerializer(serializers.Serializer[dict[str, Any]]):
    """Changes of the category with this key; omitted fields do not change."""

    key = KeyField()
    name = CategoryField(required=False, allow_blank=True, help_text="Empty for the original name.")
    color = ColorField(required=False)
    archived = FlagField(required=False)


class StoredCategorySerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()
    archived = serializers.BooleanField()


class MergeSerializer(serializers.Serializer[dict[str, Any]]):
    key = KeyField()
    into = KeyField(help_text="Key of the category that gets all transactions and rules.")


class MergedSerializer(ChangedSerializer):
    change = serializers.IntegerField(help_text="Id for `/api/changes/{id}/undo/`.")


class SignedAmountField(AmountField):
    """An amount as in lists: spending is positive."""

    def to_representation(self, value: Any) -> str:
        return MoneyField().to_representation(value)


class ConditionsSerializer(serializers.ModelSerializer[CategoryRule]):
    text = WordsField(min_length=2, max_length=200)
    amount_min = SignedAmountField(
        required=False, allow_null=True, help_text="Included; spending is positive."
    )
    amount_max = SignedAmountField(required=False, allow_null=True)

    class Meta:
        model = CategoryRule
        fields: tuple[str, ...] = ("text", "match", "amount_min", "amount_max")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        lower, upper = (
            attrs.get(name, getattr(self.instance, name, None))
            for name in ("amount_min", "amount_max")
        )
        if isinstance(lower, Decimal) and isinstance(upper, Decimal) and lower > upper:
            raise serializers.ValidationError(
                {"amount_max": _("The maximum is less than the minimum.")}
            )
        return attrs


class CategoryRuleSerializer(ConditionsSerializer):
    category = CategoryField()
    before = serializers.IntegerField(
        min_value=1,
        max_value=MAX_ID,
        required=False,
        allow_null=True,
        write_only=True,
        help_text="Id of the rule that it takes precedence over; null for the last place."
        " Without it a new rule comes first.",
    )

    class Meta:
        model = CategoryRule
        fields = (
            "id",
            "text",
            "match",
            "amount_min",
            "amount_max",
            "category",
            "created_at",
            "before",
        )

    def to_representation(self, instance: CategoryRule) -> dict[str, Any]:
        data = super().to_representation(instance)
        # The category may have been merged into another one.
        return data | {"category": self.context["catalog"].resolve(instance.category)}


class PreviewSerializer(ConditionsSerializer):
    """Conditions of a rule that is being entered; `rule` is its id if it is stored."""

    category = CategoryField(required=False, allow_blank=True)
    rule = serializers.IntegerField(min_value=1, max_value=MAX_ID, required=False)

    class Meta:
        model = CategoryRule
        fields = (*ConditionsSerializer.Meta.fields, "category", "rule")


class PreviewedSerializer(serializers.Serializer[Any]):
    matching = serializers.IntegerField(help_text="Number of transactions that match.")
    changing = serializers.IntegerField(
        allow_null=True,
        help_text="Number of those that would get another category; null without a category.",
    )
    examples = TransactionSerializer(
        many=True, help_text="The newest of those that would change, or that match."
    )
