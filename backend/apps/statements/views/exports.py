"""Export of filtered transactions as one file, newest first."""

from typing import cast

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.statements.exports import stream_csv, stream_json_lines
from apps.statements.filters import NEWEST_FIRST, ordering
from apps.statements.models import Transaction
from apps.statements.serializers.transactions import FilterSerializer


class CsvView(APIView):
    @extend_schema(
        parameters=[FilterSerializer], responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Export as CSV, for spreadsheets; it can be imported again."""
        return StreamingHttpResponse(
            stream_csv(_filtered_transactions(request), owner_id=_owner(request)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="transactions.csv"'},
        )


class JsonLinesView(APIView):
    @extend_schema(
        parameters=[FilterSerializer],
        responses={(200, "application/jsonl"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Export as JSON Lines: an object per line, with the columns of the CSV."""
        return StreamingHttpResponse(
            stream_json_lines(_filtered_transactions(request), owner_id=_owner(request)),
            content_type="application/jsonl",
            headers={"Content-Disposition": 'attachment; filename="transactions.jsonl"'},
        )


def _filtered_transactions(request: Request) -> QuerySet[Transaction]:
    filters = FilterSerializer.parse(request.query_params)
    return filters.queryset(owner_id=_owner(request)).order_by(*ordering(NEWEST_FIRST))


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
