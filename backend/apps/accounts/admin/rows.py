from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError as BrokerUnreachable

from apps.accounts.mailing import resend
from apps.accounts.models import Archive, PendingSignUp, UndeliveredMail
from apps.core.problem_details import StoreUnavailable
from apps.core.read_only_admin import ReadOnlyAdmin


@admin.register(PendingSignUp)
class PendingSignUpAdmin(ReadOnlyAdmin[PendingSignUp]):
    list_display = ("email", "handle", "provider", "created_at")
    list_filter = ("provider", "created_at")
    search_fields = ("email", "handle")
    ordering = ("-created_at",)
    fields = ("email", "handle", "provider", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.delete_pendingsignup"))


@admin.register(Archive)
class ArchiveAdmin(ReadOnlyAdmin[Archive]):
    """The file is never shown: it holds all data of its owner."""

    list_display = ("owner", "status", "size", "created_at", "expires_at")
    list_filter = ("status", "created_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "owner__handle")
    fields = (
        "owner",
        "status",
        "problem",
        "attempts",
        "size",
        "created_at",
        "ready_at",
        "expires_at",
    )
    readonly_fields = ("problem",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.delete_archive"))


@admin.register(UndeliveredMail)
class UndeliveredMailAdmin(ReadOnlyAdmin[UndeliveredMail]):
    """The task arguments are never shown: they may hold secrets."""

    list_display = ("kind", "email", "error", "attempts", "created_at")
    list_filter = ("task", "created_at")
    search_fields = ("email", "error")
    ordering = ("-created_at",)
    fields = ("kind", "email", "error", "attempts", "created_at")
    readonly_fields = ("kind",)
    actions = ("resend",)

    def has_send_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.change_undeliveredmail"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.delete_undeliveredmail"))

    @admin.action(permissions=["send"], description="Send again")
    def resend(self, request: HttpRequest, mails: QuerySet[UndeliveredMail]) -> None:
        """Send the mails again, with another day of retries."""
        count = 0
        for mail in mails:
            try:
                resend(mail)
            except BrokerUnreachable:
                self.message_user(request, StoreUnavailable.default_detail, messages.ERROR)
                break
            count += 1
        if count:
            self.message_user(request, ngettext("%d mail.", "%d mails.", count) % count)
