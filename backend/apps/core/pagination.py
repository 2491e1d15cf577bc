from collections.abc import Sequence
from typing import Any

from constance import config
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView


class NewestFirst(CursorPagination):
    """Newest first, by a cursor.

    Rows that share their first column's value are counted from the first of them: one of these
    that arrives while somebody turns the page can show another twice.
    """

    ordering: str | tuple[str, ...] = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 500
    # DRF's 1,000 would lose the rest of a day with more rows.
    offset_cutoff = 10**9

    def get_page_size(self, request: Request) -> int | None:
        self.page_size = config.PAGE_SIZE
        return super().get_page_size(request)

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, DataError) as error:  # a cursor that nobody issued
            raise NotFound(self.invalid_cursor_message) from error
