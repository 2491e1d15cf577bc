"""What a filter shows, as one file, newest first."""

from typing import cast

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.statements.exports import stream_csv, stream_json_lines
from apps.statements.filters import NEWEST, order_of
from apps.statements.models import Transaction
from apps.statements.serializers.transactions import FilterSerializer


class CsvView(APIView):
    @extend_schema(
        parameters=[FilterSerializer], responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Can be opened by a spreadsheet, and uploaded again."""
        return StreamingHttpResponse(
            stream_csv(_found(request)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="transactions.csv"'},
        )


class JsonLinesView(APIView):
    @extend_schema(
        parameters=[FilterSerializer],
        responses={(200, "application/jsonl"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """An object a line, with the columns of the CSV."""
        return StreamingHttpResponse(
            stream_json_lines(_found(request)),
            content_type="application/jsonl",
            headers={"Content-Disposition": 'attachment; filename="transactions.jsonl"'},
        )


def _found(request: Request) -> QuerySet[Transaction]:
    asked = FilterSerializer.read(request.query_params)
    return asked.of(owner_id=cast(User, request.user).pk).order_by(*order_of(NEWEST))
