"""Admin page of social accounts, without secrets."""

from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from social_django.models import Association, Nonce, UserSocialAuth

from apps.accounts.audit_log import record_event
from apps.accounts.client_info import get_client_info
from apps.accounts.models import SecurityEvent, User

# python-social-auth's own pages show the providers' secrets.
admin.site.unregister([Association, Nonce, UserSocialAuth])


@admin.register(UserSocialAuth)
class UserSocialAuthAdmin(admin.ModelAdmin[UserSocialAuth]):
    list_display = ("user", "provider", "uid", "created")
    list_filter = ("provider", "created")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__handle", "uid")
    ordering = ("-created",)
    fields = ("user", "provider", "uid", "created")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: UserSocialAuth | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or cast(User, request.user).may_manage(obj.user))

    def delete_model(self, request: HttpRequest, obj: UserSocialAuth) -> None:
        self._note_removal(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSocialAuth]) -> None:
        for account in queryset:
            if self.has_delete_permission(request, account):
                self.delete_model(request, account)

    def _note_removal(self, request: HttpRequest, account: UserSocialAuth) -> None:
        record_event(
            SecurityEvent.Kind.SOCIAL_UNLINKED,
            user=account.user,
            client_info=get_client_info(request),
            provider=account.provider,
            by_staff=request.user.pk,
        )
