from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError as BrokerUnreachable

from apps.core.problem_details import StoreUnavailable
from apps.core.read_only_admin import ReadOnlyAdmin
from apps.statements.models import (
    BankAccount,
    Category,
    CategoryRule,
    RefusedRow,
    RememberedAnswers,
    Spending,
    StaleSpending,
    Statement,
    Transaction,
    TransactionChange,
    TransactionText,
)
from apps.statements.tasks import import_statement


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    """Shows the result of an import, never the file: purchases are private."""

    list_display = ("filename", "owner", "status", "rows_imported", "rows_refused", "created_at")
    list_filter = ("status", "format", "created_at")
    list_select_related = ("owner",)
    search_fields = ("filename", "owner__email", "owner__handle")
    ordering = ("-created_at",)
    fields = (
        "owner",
        "account",
        "filename",
        "size",
        "status",
        "format",
        "rows_imported",
        "rows_refused",
        "rows_duplicate",
        "rows_skipped",
        "attempts",
        "answers",
        "message",
        "created_at",
        "finished_at",
    )
    actions = ("import_again",)

    @admin.display(description="problem")
    def message(self, statement: Statement) -> str:
        problem = statement.problem
        return problem["message"] if problem else ""

    def has_import_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm("statements.change_statement"))

    @admin.action(permissions=["import"], description="Queue unfinished imports again")
    def import_again(self, request: HttpRequest, statements: QuerySet[Statement]) -> None:
        """Queue imports whose task was lost; an import that is running is not repeated."""
        waiting = [statement for statement in statements if not statement.has_ended]
        try:
            for statement in waiting:
                import_statement.delay(statement_id=str(statement.pk))
        except BrokerUnreachable:
            self.message_user(request, StoreUnavailable.default_detail, messages.ERROR)
            return
        count = len(waiting)
        self.message_user(request, ngettext("%d import.", "%d imports.", count) % count)


@admin.register(Transaction)
class TransactionAdmin(ReadOnlyAdmin[Transaction]):
    list_display = ("date", "description", "amount", "currency", "kind", "owner")
    list_filter = ("kind", "date")
    list_select_related = ("owner",)
    search_fields = ("description", "owner__email")
    # Indexed: there may be millions of rows.
    ordering = ("-id",)
    fields = (
        "owner",
        "statement",
        "line",
        "date",
        "description",
        "merchant",
        "category",
        "kind",
        "amount",
        "currency",
        "card",
    )
    # Counting a million rows takes longer than loading the page.
    show_full_result_count = False


@admin.register(RefusedRow)
class RefusedRowAdmin(ReadOnlyAdmin[RefusedRow]):
    list_display = ("statement", "line", "code", "message")
    list_filter = ("code",)
    list_select_related = ("statement",)
    search_fields = ("statement__filename", "statement__owner__email")
    ordering = ("-id",)
    fields = ("statement", "line", "code", "message")
    readonly_fields = ("message",)
    show_full_result_count = False


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin[Category]):
    list_display = ("key", "name", "color", "archived", "merged_into", "owner")
    list_filter = ("archived",)
    list_select_related = ("owner",)
    search_fields = ("key", "name", "owner__email")
    ordering = ("-id",)
    fields = ("owner", "key", "name", "color", "archived", "merged_into", "created_at")


@admin.register(CategoryRule)
class CategoryRuleAdmin(ReadOnlyAdmin[CategoryRule]):
    list_display = ("text", "match", "category", "owner", "created_at")
    list_select_related = ("owner",)
    search_fields = ("text", "category", "owner__email")
    ordering = ("-id",)
    fields = (
        "owner",
        "text",
        "match",
        "amount_min",
        "amount_max",
        "category",
        "position",
        "created_at",
    )


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnlyAdmin[BankAccount]):
    list_display = ("name", "currency", "owner", "created_at")
    list_select_related = ("owner",)
    search_fields = ("name", "owner__email")
    ordering = ("-id",)
    fields = ("owner", "name", "currency", "created_at", "deleted_at")


@admin.register(RememberedAnswers)
class RememberedAnswersAdmin(ReadOnlyAdmin[RememberedAnswers]):
    list_display = ("signature", "owner")
    list_select_related = ("owner",)
    search_fields = ("signature", "owner__email")
    ordering = ("-id",)
    fields = ("owner", "signature", "answers")


@admin.register(Spending)
class SpendingAdmin(ReadOnlyAdmin[Spending]):
    list_display = ("date", "dimension", "key", "spend", "currency", "count", "owner")
    list_filter = ("dimension",)
    list_select_related = ("owner",)
    search_fields = ("key", "owner__email")
    ordering = ("-id",)
    fields = ("owner", "currency", "dimension", "date", "key", "spend", "count")
    show_full_result_count = False


@admin.register(StaleSpending)
class StaleSpendingAdmin(ReadOnlyAdmin[StaleSpending]):
    list_display = ("first", "last", "owner")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "first", "last")


@admin.register(TransactionChange)
class TransactionChangeAdmin(ReadOnlyAdmin[TransactionChange]):
    list_display = ("kind", "first", "last", "owner", "created_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "kind", "statement", "merged", "first", "last", "created_at")


@admin.register(TransactionText)
class TransactionTextAdmin(ReadOnlyAdmin[TransactionText]):
    list_display = ("merchant", "description", "too_many", "owner")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "merchant", "description", "too_many")
    show_full_result_count = False
