"""Links in the admin: who and when, and nothing that opens a door."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from social_django.models import Association, Nonce, UserSocialAuth

from apps.accounts.events import record
from apps.accounts.models import SecurityEvent
from apps.accounts.visitors import visitor_of

# python-social-auth registers its own pages, which show what it keeps of the providers' secrets.
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

    def delete_model(self, request: HttpRequest, obj: UserSocialAuth) -> None:
        self._note_removal(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSocialAuth]) -> None:
        for account in queryset:
            self._note_removal(request, account)
        super().delete_queryset(request, queryset)

    def _note_removal(self, request: HttpRequest, account: UserSocialAuth) -> None:
        record(
            SecurityEvent.Kind.SOCIAL_UNLINKED,
            user=account.user,
            visitor=visitor_of(request),
            provider=account.provider,
            by_staff=request.user.pk,
        )
