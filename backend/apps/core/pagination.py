import re
from collections.abc import Sequence
from typing import Any

from constance import config
from django.core.exceptions import ValidationError as UnreadableValue
from django.db import DataError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
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

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return int(config.PAGE_SIZE)
        if not re.fullmatch("[0-9]{1,3}", asked) or not 1 <= int(asked) <= self.max_page_size:
            sentence = _("Ask for 1 to %(most)s rows.") % {"most": self.max_page_size}
            raise ValidationError({self.page_size_query_param: sentence})
        return int(asked)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return parameters

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (UnreadableValue, DataError) as error:  # a cursor that nobody issued
            raise NotFound(self.invalid_cursor_message) from error
