from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.activation import activate, deactivate
from apps.accounts.credentials.two_factor import approve_second_factors, count_recovery_codes_left
from apps.accounts.models import SecurityEvent, Session, Totp, User
from apps.accounts.privacy.account_deletion import cancel_deletion, request_deletion
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, lock_with_superusers

Kind = SecurityEvent.Kind
PERMISSION_FIELDS = ("is_staff", "is_superuser", "groups", "user_permissions")


class UserForm(ModelForm[User]):
    """Omits the password: not even a masked hash is shown."""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        remains = data.get("is_superuser", True) and data.get("is_active", True)
        # Django's admin view runs in a transaction.
        if not remains and lock_with_superusers(self.instance.pk)[1]:
            raise ValidationError(str(_("This is the last superuser. Appoint another one first.")))
        return data


class UserCreationForm(AdminUserCreationForm):  # type: ignore[type-arg] # takes none at run time
    class Meta:
        model = User
        fields = ("email", "handle")


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    form = UserForm
    add_form = UserCreationForm
    ordering = ("-date_joined",)
    list_display = (
        "email",
        "handle",
        "is_active",
        "is_staff",
        "second_factor",
        "last_login",
        "deletion_due_at",
    )
    list_filter = (
        "is_active",
        "is_staff",
        "is_superuser",
        ("deletion_due_at", admin.EmptyFieldListFilter),
        "date_joined",
    )
    search_fields = ("email", "handle")
    readonly_fields = ("login_methods", "last_login", "date_joined", "deletion_due_at")
    fieldsets = (
        (None, {"fields": ("email", "handle", "login_methods")}),
        ("Permissions", {"fields": ("is_active", *PERMISSION_FIELDS)}),
        ("Dates", {"fields": ("last_login", "date_joined", "deletion_due_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "handle", "usable_password", "password1", "password2")}),
    )
    actions = (
        "activate",
        "deactivate",
        "end_sessions",
        "approve_second_factor",
        "request_deletion",
        "cancel_deletion",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        confirmed = Totp.objects.filter(user=OuterRef("pk")).exclude(confirmed_at=None)
        return super().get_queryset(request).annotate(has_totp=Exists(confirmed))

    @admin.display(boolean=True, description="authenticator app")
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_totp)

    @admin.display(description="login methods")
    def login_methods(self, user: User) -> str:
        return format_html(
            '{} · {} · {} · {} · {} · <a href="../password/">{}</a>',
            _("password") if user.has_password else _("no password"),
            _("authenticator app") if user.has_second_factor else _("no authenticator app"),
            _("passkeys: %s") % user.passkeys.count(),
            _("recovery codes left: %s") % count_recovery_codes_left(user=user),
            _("admin access approved")
            if user.has_approved_factor
            else _("admin access not approved"),
            _("change password"),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Let only superusers change permissions."""
        fields = super().get_readonly_fields(request, obj)
        return fields if cast(User, request.user).is_superuser else (*fields, *PERMISSION_FIELDS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or cast(User, request.user).may_manage(obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return False: deletion takes two weeks and runs in a task, see the actions."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before is None:
            self._note(Kind.SIGNED_UP, request, obj)
            return
        if before.email != obj.email:
            old = before.email if before.email_confirmed else ""
            self._note(Kind.EMAIL_CHANGED, request, obj, also_to=old, before=old)
        if before.is_active and not obj.is_active:
            end_sessions(user=obj, end=Session.End.DEACTIVATED)
            self._note(Kind.DEACTIVATED, request, obj)
        if obj.is_active and not before.is_active:
            self._note(Kind.ACTIVATED, request, obj)
        if changed := sorted(set(PERMISSION_FIELDS) & set(form.changed_data)):
            self._note(Kind.RIGHTS_CHANGED, request, obj, changed=changed)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 as Django's path calls it
        form_url: str = "",
    ) -> HttpResponse:
        user = self.get_object(request, id)
        before = user.password if user else ""
        response = super().user_change_password(request, id, form_url)
        if user is not None and User.objects.get(pk=user.pk).password != before:
            end_sessions(user=user, end=Session.End.CREDENTIALS_CHANGED)
            self._note(Kind.PASSWORD_CHANGED, request, user)
        return response

    @admin.action(permissions=["change"], description="Activate")
    def activate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: activate(user=user), Kind.ACTIVATED)

    @admin.action(permissions=["change"], description="Deactivate and sign out everywhere")
    def deactivate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: deactivate(user=user), Kind.DEACTIVATED)

    @admin.action(permissions=["change"], description="Sign out everywhere")
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        def end(user: User) -> bool:
            return bool(end_sessions(user=user, end=Session.End.ENDED_ELSEWHERE))

        self._each(request, users, end, Kind.ALL_SESSIONS_ENDED)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return cast(User, request.user).is_superuser

    @admin.action(permissions=["approve"], description="Approve second factor for the admin")
    def approve_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(
            request,
            users,
            lambda user: approve_second_factors(user=user),
            Kind.SECOND_FACTOR_APPROVED,
        )

    @admin.action(permissions=["change"], description="Schedule deletion in two weeks")
    def request_deletion(self, request: HttpRequest, users: QuerySet[User]) -> None:
        def schedule(user: User) -> bool:
            request_deletion(user=user)
            return True

        waiting = users.filter(deletion_due_at=None)
        self._each(request, waiting, schedule, Kind.DELETION_ASKED)

    @admin.action(permissions=["change"], description="Cancel deletion")
    def cancel_deletion(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: cancel_deletion(user=user), Kind.DELETION_CANCELLED)

    def _each(
        self,
        request: HttpRequest,
        users: QuerySet[User],
        change: Callable[[User], bool],
        kind: SecurityEvent.Kind,
    ) -> None:
        """Apply `change` to each user the caller may manage, and record an event for each."""
        count = 0
        for user in users:
            if not self.has_change_permission(request, user):
                self.message_user(
                    request, _("%s is staff. Only superusers can change it.") % user, messages.ERROR
                )
                continue
            try:
                changed = change(user)
            except LastSuperuserError:
                text = _("This is the last superuser. Appoint another one first.")
                self.message_user(request, text, messages.ERROR)
                continue
            if changed:
                count += 1
                self._note(kind, request, user)
        text = ngettext("%d account changed.", "%d accounts changed.", count) % count
        self.message_user(request, text)

    def _note(
        self,
        kind: SecurityEvent.Kind,
        request: HttpRequest,
        user: User,
        *,
        also_to: str = "",
        **details: Any,
    ) -> None:
        record_and_notify(
            kind,
            request=request,
            user=user,
            also_to=also_to,
            by_staff=request.user.pk,
            **details,
        )
