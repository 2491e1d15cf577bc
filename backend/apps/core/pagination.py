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
    """Cursor pagination, newest first.

    Rows with an equal first column are paginated by offset among them: a new one of these between
    two requests can make another appear twice.
    """

    ordering: str | tuple[str, ...] = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 500
    # With DRF's 1,000, further rows of the same day would be lost.
    offset_cutoff = 10**9

    def get_page_size(self, request: Request) -> int:
        page_size = request.query_params.get(self.page_size_query_param)
        if page_size is None:
            return int(config.PAGE_SIZE)
        if (
            not re.fullmatch("[0-9]{1,3}", page_size)
            or not 1 <= int(page_size) <= self.max_page_size
        ):
            sentence = _("The page size must be 1 to %(most)s.") % {"most": self.max_page_size}
            raise ValidationError({self.page_size_query_param: sentence})
        return int(page_size)

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
        except (UnreadableValue, DataError) as error:  # a forged cursor
            raise NotFound(self.invalid_cursor_message) from error
