import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.private_files import Link
from apps.statements.models import RefusedRow, Statement
from apps.statements.reading.answers import CHARGE_SIGNS, DATE_ORDERS
from apps.statements.reading.dates import OLDEST, latest_day
from apps.statements.reading.formats import known_formats
from apps.statements.reading.tables import MOST_COLUMNS
from apps.statements.reasons import REASONS, tell
from apps.statements.serializers.currency import CurrencyField

MOST_ERRORS = 200
"""Refused rows that a statement's answer carries; `rows_refused` counts them all."""


class FormatField(serializers.ChoiceField):
    def __init__(self, **options: Any) -> None:
        formats = [known.id for known in known_formats()]
        super().__init__(choices=formats, allow_blank=True, **options)


class ColumnField(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_COLUMNS - 1, **options)


class UploadSerializer(serializers.Serializer[dict[str, "UploadedFile[bytes]"]]):
    # An empty file is kept and rejected with its reason, as every other file that is no table.
    file = serializers.FileField(allow_empty_file=True, max_length=None)
    currency = CurrencyField(required=False)
    format = FormatField(required=False)
    date_order = serializers.ChoiceField(choices=DATE_ORDERS, required=False, allow_blank=True)


class ChosenSerializer(serializers.Serializer[dict[str, Any]]):
    """What somebody says about a file; what is left out stays as it was."""

    format = FormatField(required=False)
    currency = CurrencyField(required=False)
    date_order = serializers.ChoiceField(choices=DATE_ORDERS, required=False)
    charge_sign = serializers.ChoiceField(choices=CHARGE_SIGNS, required=False)
    date_column = ColumnField(required=False)
    description_column = ColumnField(required=False)
    amount_column = ColumnField(required=False)
    debit_column = ColumnField(required=False)
    credit_column = ColumnField(required=False)
    name = serializers.CharField(required=False, max_length=50)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError(_("Say at least one thing about the file."))
        columns = self.context["columns"]
        for name, value in attrs.items():
            if name.endswith("_column") and value >= columns:
                sentence = _("The file has %(columns)s columns, counted from 0.")
                raise serializers.ValidationError({name: sentence % {"columns": columns}})
        return attrs


class CorrectionSerializer(serializers.Serializer[dict[str, Any]]):
    date = serializers.DateField()
    description = serializers.CharField(max_length=500)
    amount = serializers.DecimalField(max_digits=14, decimal_places=2)
    currency = CurrencyField(required=False)

    def validate_date(self, day: datetime.date) -> datetime.date:
        if not OLDEST <= day <= latest_day():
            raise serializers.ValidationError(tell("date_out_of_range", {"cell": day.isoformat()}))
        return day


class ReasonSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.ChoiceField(choices=list(REASONS))
    message = serializers.CharField()


class StatementSerializer(serializers.ModelSerializer[Statement]):
    problem = ReasonSerializer(allow_null=True, read_only=True)
    notes = ReasonSerializer(many=True, read_only=True, source="told_notes")

    class Meta:
        model = Statement
        fields: tuple[str, ...] = (
            "id",
            "filename",
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


class FileLinkSerializer(serializers.Serializer[Link]):
    url = serializers.CharField(help_text="Saves the original upload under its own name.")
    expires_at = serializers.DateTimeField(help_text="Ask for a new link after that.")


class RefusedRowSerializer(serializers.ModelSerializer[RefusedRow]):
    code = serializers.ChoiceField(choices=list(REASONS))
    message = serializers.CharField()
    cells = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = RefusedRow
        fields = ("line", "code", "message", "cells")


class PreviewRowSerializer(serializers.Serializer[dict[str, str]]):
    date = serializers.CharField()
    description = serializers.CharField()
    amount = serializers.CharField()
    currency = serializers.CharField()


class OptionSerializer(serializers.Serializer[dict[str, Any]]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # a declared field is taken off the class
    preview = PreviewRowSerializer(many=True)


class QuestionSerializer(serializers.Serializer[dict[str, Any]]):
    field = serializers.CharField()
    code = serializers.ChoiceField(choices=list(REASONS))
    message = serializers.SerializerMethodField()
    options = OptionSerializer(many=True)

    def get_message(self, question: dict[str, Any]) -> str:
        return tell(question["code"], question["details"])


class ChoicesSerializer(serializers.Serializer[dict[str, Any]]):
    header = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    questions = QuestionSerializer(many=True)


class StatementDetailSerializer(StatementSerializer):
    header = serializers.ListField(child=serializers.CharField(), read_only=True)
    answers = serializers.DictField(read_only=True)
    choices = ChoicesSerializer(allow_null=True, read_only=True)
    errors = serializers.SerializerMethodField()  # type: ignore[assignment] # a declared field is taken off the class

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "header", "answers", "choices", "errors")

    @extend_schema_field(RefusedRowSerializer(many=True))
    def get_errors(self, statement: Statement) -> list[dict[str, Any]]:
        rows = statement.refused_rows.all()[:MOST_ERRORS]
        return list(RefusedRowSerializer(rows, many=True).data)
