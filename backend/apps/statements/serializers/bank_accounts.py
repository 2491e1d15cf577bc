from typing import Any

from rest_framework import serializers

from apps.statements.models import BankAccount
from apps.statements.serializers.currency import CurrencyField
from apps.statements.serializers.money import MoneyField
from apps.statements.serializers.transactions import WordsField

MAX_NAME_LENGTH = 60


class BankAccountSerializer(serializers.ModelSerializer[BankAccount]):
    name = WordsField(max_length=MAX_NAME_LENGTH)
    currency = CurrencyField(allow_blank=False)
    files = serializers.IntegerField(read_only=True, help_text="Number of imported statements.")
    transactions = serializers.IntegerField(
        read_only=True, help_text="Number of transactions imported from them."
    )
    last_import = serializers.DateTimeField(read_only=True, allow_null=True)
    balance = MoneyField(
        read_only=True, allow_null=True, help_text="Latest balance, if a file had one."
    )
    balance_currency = serializers.CharField(read_only=True, allow_null=True)
    balance_date = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = BankAccount
        fields = (
            "id",
            "name",
            "currency",
            "files",
            "transactions",
            "last_import",
            "balance",
            "balance_currency",
            "balance_date",
        )


class AssignmentSerializer(serializers.Serializer[dict[str, Any]]):
    account = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, allow_null=True, help_text="Null for none."
    )
