from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.accounts.models import Archive, PendingSignUp
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
    """Never the file: it is everything that its owner has here."""

    list_display = ("owner", "status", "size", "created_at", "expires_at")
    list_filter = ("status", "created_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "owner__handle")
    fields = ("owner", "status", "size", "created_at", "ready_at", "expires_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.delete_archive"))
