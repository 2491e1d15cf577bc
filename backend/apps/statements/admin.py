from django.contrib import admin
from django.http import HttpRequest

from apps.statements.models import Statement, Transaction


@admin.register(Statement)
class StatementAdmin(admin.ModelAdmin[Statement]):
    list_display = ("filename", "owner", "status", "rows_imported", "rows_refused", "created_at")
    list_filter = ("status", "format", "created_at")
    list_select_related = ("owner",)
    search_fields = ("filename", "owner__email", "owner__handle")
    raw_id_fields = ("owner",)
    readonly_fields = ("file", "created_at", "finished_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a statement begins with an upload


@admin.register(Transaction)
class TransactionAdmin(admin.ModelAdmin[Transaction]):
    list_display = ("date", "description", "amount", "currency", "kind", "owner")
    list_filter = ("kind", "currency")
    list_select_related = ("owner",)
    search_fields = ("description", "owner__email")
    raw_id_fields = ("owner", "statement")
    # Counting a million rows for a page number costs more than the page.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a transaction comes with its statement
