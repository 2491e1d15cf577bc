from typing import Any

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.private_files import Link
from apps.statements.models import RefusedRow, Statement, Transaction
from apps.statements.reasons import REASONS

MOST_ERRORS = 200
"""Refused rows that a statement's answer carries; `rows_refused` counts them all."""


class UploadSerializer(serializers.Serializer[dict[str, "UploadedFile[bytes]"]]):
    # An empty file is kept and rejected with its reason, as every other file that is no table.
    file = serializers.FileField(allow_empty_file=True, max_length=None)


class StatementProblemSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.ChoiceField(choices=list(REASONS))
    message = serializers.CharField()


class StatementSerializer(serializers.ModelSerializer[Statement]):
    problem = StatementProblemSerializer(allow_null=True, read_only=True)

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
            "rows_skipped",
            "problem",
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

    class Meta:
        model = RefusedRow
        fields = ("line", "code", "message")


class StatementDetailSerializer(StatementSerializer):
    errors = serializers.SerializerMethodField()  # type: ignore[assignment] # a declared field is taken off the class

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "errors")

    @extend_schema_field(RefusedRowSerializer(many=True))
    def get_errors(self, statement: Statement) -> list[dict[str, Any]]:
        rows = statement.refused_rows.all()[:MOST_ERRORS]
        return list(RefusedRowSerializer(rows, many=True).data)


class TransactionSerializer(serializers.ModelSerializer[Transaction]):
    class Meta:
        model = Transaction
        fields = (
            "id",
            "statement",
            "date",
            "description",
            "category",
            "kind",
            "amount",
            "currency",
        )


class MonthSerializer(serializers.Serializer[dict[str, Any]]):
    month = serializers.CharField(help_text="As in 2026-01.")
    currency = serializers.CharField()
    spend = serializers.DecimalField(max_digits=20, decimal_places=2)
