"""Passkeys, authenticator apps and recovery codes: staff can see and remove them, not read them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.accounts.credentials.two_factor import remove_totp
from apps.accounts.models import Passkey, RecoveryCode, SecurityEvent, Totp
from apps.accounts.security_notifications import record_and_notify
from apps.core.read_only_admin import ReadOnlyAdmin

USER_SEARCH_FIELDS = ("user__email", "user__handle")


@admin.register(Passkey)
class PasskeyAdmin(ReadOnlyAdmin[Passkey]):
    list_display = ("name", "user", "created_at", "last_used_at")
    list_filter = ("created_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("name", *USER_SEARCH_FIELDS)
    fields = ("user", "name", "approved", "sign_count", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Passkey | None = None) -> bool:
        return can_remove(request, "accounts.delete_passkey", obj)

    def delete_model(self, request: HttpRequest, obj: Passkey) -> None:
        obj.delete()
        record_removal(SecurityEvent.Kind.PASSKEY_REMOVED, request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Passkey]) -> None:
        for passkey in queryset:
            if self.has_delete_permission(request, passkey):
                self.delete_model(request, passkey)


@admin.register(Totp)
class TotpAdmin(ReadOnlyAdmin[Totp]):
    list_display = ("user", "confirmed_at")
    list_filter = (("confirmed_at", admin.EmptyFieldListFilter), "confirmed_at")
    list_select_related = ("user",)
    search_fields = USER_SEARCH_FIELDS
    ordering = ("-confirmed_at",)
    fields = ("user", "approved", "confirmed_at")

    def has_delete_permission(self, request: HttpRequest, obj: Totp | None = None) -> bool:
        return can_remove(request, "accounts.delete_totp", obj)

    def delete_model(self, request: HttpRequest, obj: Totp) -> None:
        remove_totp(user=obj.user)
        record_removal(SecurityEvent.Kind.SECOND_FACTOR_REMOVED, request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Totp]) -> None:
        for totp in queryset:
            if self.has_delete_permission(request, totp):
                self.delete_model(request, totp)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin[RecoveryCode]):
    list_display = ("user", "used_at")
    list_filter = (("used_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = USER_SEARCH_FIELDS
    ordering = ("user", "id")
    fields = ("user", "used_at")


def can_remove(request: HttpRequest, permission: str, key: Passkey | Totp | None) -> bool:
    staff: Any = request.user
    return staff.has_perm(permission) and (key is None or staff.may_manage(key.user))


def record_removal(kind: SecurityEvent.Kind, request: HttpRequest, key: Passkey | Totp) -> None:
    record_and_notify(kind, request=request, user=key.user, by_staff=request.user.pk)
