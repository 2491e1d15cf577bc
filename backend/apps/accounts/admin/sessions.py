from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from apps.accounts.models import SecurityEvent, Session, User, live_sessions_filter
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.sessions.sessions import end_sessions
from apps.core.read_only_admin import ReadOnlyAdmin


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("live", "live"), ("over", "over")]

    def queryset(self, request: HttpRequest, sessions: QuerySet[Any]) -> QuerySet[Any]:
        live = live_sessions_filter()
        by_state = {"live": live, "over": ~live}
        return sessions.filter(by_state.get(self.value() or "", Q()))


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin[Session]):
    list_display = ("user", "client", "device", "address", "second_factor", "last_used_at", "end")
    list_filter = (StateFilter, "client", "second_factor", "end", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__handle", "address")
    fields = (
        "user",
        "client",
        "device",
        "address",
        "second_factor",
        "created_at",
        "authenticated_at",
        "last_used_at",
        "expires_at",
        "ended_at",
        "end",
    )
    actions = ("end_chosen",)

    def has_end_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm("accounts.change_session"))

    @admin.action(permissions=["end"], description="End the chosen sessions")
    def end_chosen(self, request: HttpRequest, sessions: QuerySet[Session]) -> None:
        ended = 0
        for session in sessions:
            user: User = session.user
            if end_sessions(user=user, end=Session.End.ENDED_ELSEWHERE, only=session.pk):
                ended += 1
                record_and_notify(
                    SecurityEvent.Kind.SESSION_ENDED,
                    request=request,
                    user=user,
                    by_staff=request.user.pk,
                )
        text = ngettext("%d session ended.", "%d sessions ended.", ended) % ended
        self.message_user(request, text)


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin[SecurityEvent]):
    list_display = ("created_at", "kind", "user", "address", "device")
    list_filter = ("kind", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__handle", "address")
    ordering = ("-id",)
    fields = ("created_at", "kind", "user", "address", "device", "details")
    # Counting the whole log for a number beside the search costs more than the page.
    show_full_result_count = False
