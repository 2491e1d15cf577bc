"""What somebody proves with who they are. Staff sees that it is there, and takes it away from who
lost it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.accounts.models import Passkey, RecoveryCode, SecurityEvent, Totp
from apps.accounts.notices import note
from apps.accounts.second_factor import remove_totp
from apps.core.read_only_admin import ReadOnlyAdmin

WHOSE = ("user__email", "user__handle")


@admin.register(Passkey)
class PasskeyAdmin(ReadOnlyAdmin[Passkey]):
    list_display = ("name", "user", "created_at", "last_used_at")
    list_filter = ("created_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("name", *WHOSE)
    fields = ("user", "name", "sign_count", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Passkey | None = None) -> bool:
        return may_remove(request, "accounts.delete_passkey", obj)

    def delete_model(self, request: HttpRequest, obj: Passkey) -> None:
        obj.delete()
        note_removal(SecurityEvent.Kind.PASSKEY_REMOVED, request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Passkey]) -> None:
        for passkey in queryset:
            if self.has_delete_permission(request, passkey):
                self.delete_model(request, passkey)


@admin.register(Totp)
class TotpAdmin(ReadOnlyAdmin[Totp]):
    list_display = ("user", "confirmed_at")
    list_filter = (("confirmed_at", admin.EmptyFieldListFilter), "confirmed_at")
    list_select_related = ("user",)
    search_fields = WHOSE
    ordering = ("-confirmed_at",)
    fields = ("user", "confirmed_at")

    def has_delete_permission(self, request: HttpRequest, obj: Totp | None = None) -> bool:
        return may_remove(request, "accounts.delete_totp", obj)

    def delete_model(self, request: HttpRequest, obj: Totp) -> None:
        remove_totp(user=obj.user)
        note_removal(SecurityEvent.Kind.SECOND_FACTOR_REMOVED, request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Totp]) -> None:
        for totp in queryset:
            if self.has_delete_permission(request, totp):
                self.delete_model(request, totp)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin[RecoveryCode]):
    list_display = ("user", "used_at")
    list_filter = (("used_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = WHOSE
    ordering = ("user", "id")
    fields = ("user", "used_at")


def may_remove(request: HttpRequest, permission: str, key: Passkey | Totp | None) -> bool:
    """Of a superuser, superusers alone: whoever else could go on to choose their password."""
    staff: Any = request.user
    is_above = key is not None and key.user.is_superuser
    return staff.has_perm(permission) and (not is_above or staff.is_superuser)


def note_removal(kind: SecurityEvent.Kind, request: HttpRequest, key: Passkey | Totp) -> None:
    note(kind, request=request, user=key.user, by_staff=request.user.pk)
