import datetime
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.storage.signed_urls import SignedUrl
from apps.statements.error_messages import ERROR_MESSAGES, error_message
from apps.statements.models import RefusedRow, Statement
from apps.statements.parsing.dates import MIN_DATE, max_date
from apps.statements.parsing.encoding import ENCODINGS
from apps.statements.parsing.formats import known_formats
from apps.statements.parsing.tables import MAX_COLUMNS
from apps.statements.parsing.user_answers import (
    CHARGE_SIGNS,
    DATE_ORDERS,
    DECIMAL_SEPARATORS,
    MARK_MEANINGS,
    SIMILAR_ROWS,
    STATUS_MEANINGS,
    Answers,
)
from apps.statements.serializers.currency import CurrencyField
from apps.statements.serializers.money import AmountField

# Rejected rows in the response of a statement; `rows_refused` counts all.
MAX_ERRORS = 200
# Words of a column whose meaning a user can give, and their characters.
MAX_WORDS = 50
MAX_WORD_LENGTH = 100


class FormatField(serializers.ChoiceField):
    def __init__(self, **options: Any) -> None:
        formats = [known.id for known in known_formats()]
        super().__init__(choices=formats, allow_blank=True, **options)


class ColumnField(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_COLUMNS - 1, **options)


class UploadSerializer(serializers.Serializer[dict[str, "UploadedFile[bytes]"]]):
    # An empty file is stored and rejected with an error, like any other invalid file.
    file = serializers.FileField(allow_empty_file=True, max_length=None)
    currency = CurrencyField(required=False)
    format = FormatField(required=False)
    date_order = serializers.ChoiceField(choices=DATE_ORDERS, required=False, allow_blank=True)


class MeaningsField(serializers.DictField):
    """Map of the words of a column to their meanings."""

    def __init__(self, meanings: tuple[str, ...], **options: Any) -> None:
        super().__init__(child=serializers.ChoiceField(choices=meanings), **options)

    def run_child_validation(self, data: Mapping[str, Any]) -> dict[str, str]:
        if len(data) > MAX_WORDS:
            message = _("Provide at most %(most)s words.") % {"most": MAX_WORDS}
            raise serializers.ValidationError(message)
        if any(len(word) > MAX_WORD_LENGTH for word in data):
            raise serializers.ValidationError(_("A word is too long."))
        meanings: dict[str, str] = super().run_child_validation(data)
        return meanings


class ChosenSerializer(serializers.Serializer[dict[str, Any]]):
    """Answers about a file; omitted fields do not change."""

    format = FormatField(required=False)
    encoding = serializers.ChoiceField(choices=ENCODINGS, required=False)
    currency = CurrencyField(required=False)
    date_order = serializers.ChoiceField(choices=DATE_ORDERS, required=False)
    year = serializers.IntegerField(
        required=False,
        min_value=MIN_DATE.year,
        max_value=9999,
        help_text="Year of the latest row, if the dates have none.",
    )
    decimal_separator = serializers.ChoiceField(choices=list(DECIMAL_SEPARATORS), required=False)
    charge_sign = serializers.ChoiceField(choices=CHARGE_SIGNS, required=False)
    marks = MeaningsField(MARK_MEANINGS, required=False)
    statuses = MeaningsField(STATUS_MEANINGS, required=False)
    date_column = ColumnField(required=False)
    description_column = ColumnField(required=False)
    amount_columns = serializers.ListField(
        child=ColumnField(),
        min_length=1,
        max_length=2,
        required=False,
        help_text="The column of the amount, or those of debits and of credits.",
    )
    amount_column = ColumnField(required=False)
    debit_column = ColumnField(required=False)
    credit_column = ColumnField(required=False)
    indicator_column = ColumnField(required=False)
    status_column = ColumnField(required=False)
    similar_rows = serializers.ChoiceField(choices=SIMILAR_ROWS, required=False)
    name = serializers.CharField(required=False, max_length=50)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError(_("Provide at least one setting."))
        columns = self.context["columns"]
        for name, value in attrs.items():
            if name.endswith(("_column", "_columns")) and _greatest(value) >= columns:
                message = _("The file has %(columns)s columns, counted from 0.")
                raise serializers.ValidationError({name: message % {"columns": columns}})
        return attrs

    def to_answers(self) -> Answers:
        data = dict(self.validated_data)
        match data.pop("amount_columns", []):
            case [amount]:
                data["amount_column"] = amount
            case [debit, credit]:
                data |= {"debit_column": debit, "credit_column": credit}
        return Answers.from_data(data)


def _greatest(columns: int | list[int]) -> int:
    return columns if isinstance(columns, int) else max(columns)


class CorrectionSerializer(serializers.Serializer[dict[str, Any]]):
    date = serializers.DateField()
    description = serializers.CharField(max_length=500)
    amount = AmountField()
    currency = CurrencyField(required=False)

    def validate_date(self, day: datetime.date) -> datetime.date:
        if not MIN_DATE <= day <= max_date():
            raise serializers.ValidationError(
                error_message("date_out_of_range", {"cell": day.isoformat()})
            )
        return day


class ReasonSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.ChoiceField(choices=list(ERROR_MESSAGES))
    message = serializers.CharField()


class StatementSerializer(serializers.ModelSerializer[Statement]):
    problem = ReasonSerializer(allow_null=True, read_only=True)
    notes = ReasonSerializer(many=True, read_only=True, source="note_messages")
    account = serializers.SerializerMethodField()

    class Meta:
        model = Statement
        fields: tuple[str, ...] = (
            "id",
            "filename",
            "account",
            "size",
            "status",
            "format",
            "format_name",
            "rows_imported",
            "rows_refused",
            "rows_duplicate",
            "rows_skipped",
            "problem",
            "notes",
            "created_at",
            "finished_at",
        )
        read_only_fields = fields

    def get_account(self, statement: Statement) -> int | None:
        account = statement.account
        return None if account is None or account.deleted_at else account.pk


class FileLinkSerializer(serializers.Serializer[SignedUrl]):
    url = serializers.CharField(help_text="Downloads the original file under its own name.")
    expires_at = serializers.DateTimeField(help_text="Request a new link after this time.")


class ReadableSerializer(serializers.Serializer[dict[str, str]]):
    date = serializers.CharField(required=False)
    description = serializers.CharField(required=False)
    amount = serializers.CharField(required=False)
    currency = serializers.CharField(required=False)


class RefusedRowSerializer(serializers.ModelSerializer[RefusedRow]):
    code = serializers.ChoiceField(choices=list(ERROR_MESSAGES))
    message = serializers.CharField()
    cells = serializers.ListField(child=serializers.CharField())
    readable = ReadableSerializer(help_text="Values that could be read.")

    class Meta:
        model = RefusedRow
        fields = ("line", "code", "message", "cells", "readable")


class PreviewRowSerializer(serializers.Serializer[dict[str, str]]):
    date = serializers.CharField()
    description = serializers.CharField()
    amount = serializers.CharField()
    currency = serializers.CharField()


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string"},
            {"type": "integer"},
            {"type": "array", "items": {"type": "integer"}},
            {"type": "object", "additionalProperties": {"type": "string"}},
        ]
    }
)
class AnswerField(serializers.JSONField):
    """Value for the field that the question is about."""


class OptionSerializer(serializers.Serializer[dict[str, Any]]):
    value = AnswerField()
    label = serializers.CharField()  # type: ignore[assignment] # DRF removes declared fields from the class
    preview = PreviewRowSerializer(many=True)


class AskedWordSerializer(serializers.Serializer[dict[str, Any]]):
    word = serializers.CharField()
    rows = serializers.IntegerField(help_text="Number of rows with this word.")
    examples = PreviewRowSerializer(many=True)


class QuestionSerializer(serializers.Serializer[dict[str, Any]]):
    field = serializers.CharField(help_text="Where the value of an option is sent.")
    code = serializers.ChoiceField(choices=list(ERROR_MESSAGES))
    message = serializers.SerializerMethodField()
    options = OptionSerializer(many=True)
    words = AskedWordSerializer(many=True, help_text="Words whose meaning is asked.")
    meanings = serializers.ListField(child=serializers.CharField())

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        # Stored by an earlier version without words.
        return super().to_representation({"words": [], "meanings": [], **instance})

    def get_message(self, question: dict[str, Any]) -> str:
        return error_message(question["code"], question["details"])


class ChoicesSerializer(serializers.Serializer[dict[str, Any]]):
    header = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    questions = QuestionSerializer(many=True)


class StatementDetailSerializer(StatementSerializer):
    header = serializers.ListField(child=serializers.CharField(), read_only=True)
    cards = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="Cards of its transactions."
    )
    answers = serializers.DictField(read_only=True)
    choices = ChoicesSerializer(allow_null=True, read_only=True)
    errors = serializers.SerializerMethodField()  # type: ignore[assignment] # DRF removes declared fields from the class

    class Meta(StatementSerializer.Meta):
        fields = (
            *StatementSerializer.Meta.fields,
            "header",
            "cards",
            "currency",
            "answers",
            "choices",
            "errors",
        )

    @extend_schema_field(RefusedRowSerializer(many=True))
    def get_errors(self, statement: Statement) -> list[dict[str, Any]]:
        rows = statement.refused_rows.all()[:MAX_ERRORS]
        return list(RefusedRowSerializer(rows, many=True).data)
