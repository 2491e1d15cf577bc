from constance import config
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    """Pages that neither repeat nor skip a row while new ones arrive."""

    ordering: str | tuple[str, ...] = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 500
    # The cursor counts the rows that share its first column's value; a cap would lose the rest.
    offset_cutoff = None  # type: ignore[assignment] # DRF takes it for: no cap

    def get_page_size(self, request: Request) -> int:
        self.page_size = config.PAGE_SIZE
        return super().get_page_size(request) or config.PAGE_SIZE
