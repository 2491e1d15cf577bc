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

from apps.accounts.access import activate, deactivate
from apps.accounts.belongings.deletion import ask_for_deletion, cancel_deletion
from apps.accounts.models import SecurityEvent, Session, Totp, User
from apps.accounts.notices import note
from apps.accounts.second_factor import recovery_codes_left
from apps.accounts.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, locked_beside_superusers

Kind = SecurityEvent.Kind
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class UserForm(ModelForm[User]):
    """Without the password, of which even a masked hash is nobody's business."""

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        keeps = given.get("is_superuser", True) and given.get("is_active", True)
        # Django's own view is one transaction.
        if not keeps and locked_beside_superusers(self.instance.pk)[1]:
            raise ValidationError(str(_("Nobody else may enter everything. Name another first.")))
        return given


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
    readonly_fields = ("ways_in", "last_login", "date_joined", "deletion_due_at")
    fieldsets = (
        (None, {"fields": ("email", "handle", "ways_in")}),
        ("Rights", {"fields": ("is_active", *RIGHTS)}),
        ("Dates", {"fields": ("last_login", "date_joined", "deletion_due_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "handle", "usable_password", "password1", "password2")}),
    )
    actions = ("activate", "deactivate", "end_sessions", "ask_for_deletion", "cancel_deletion")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        confirmed = Totp.objects.filter(user=OuterRef("pk")).exclude(confirmed_at=None)
        return super().get_queryset(request).annotate(has_totp=Exists(confirmed))

    @admin.display(boolean=True, description="authenticator")
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_totp)

    @admin.display(description="ways in")
    def ways_in(self, user: User) -> str:
        return format_html(
            '{} · {} · {} · {} · <a href="../password/">{}</a>',
            _("password") if user.has_password else _("no password"),
            _("authenticator application") if user.has_second_factor else _("no second factor"),
            _("passkeys: %s") % user.passkeys.count(),
            _("recovery codes left: %s") % recovery_codes_left(user=user),
            _("choose another password"),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Who is no superuser gives nobody rights, themselves least of all."""
        fields = super().get_readonly_fields(request, obj)
        return fields if cast(User, request.user).is_superuser else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        is_above = obj is not None and obj.is_superuser
        return allowed and (not is_above or cast(User, request.user).is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """It takes two weeks and erases files and a million rows: see the actions."""
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
            self._note(Kind.EMAIL_CHANGED, request, obj, also_to=before.email)
        if before.is_active and not obj.is_active:
            end_sessions(user=obj, end=Session.End.DEACTIVATED)
            self._note(Kind.DEACTIVATED, request, obj)
        if obj.is_active and not before.is_active:
            self._note(Kind.ACTIVATED, request, obj)
        if changed := sorted(set(RIGHTS) & set(form.changed_data)):
            self._note(Kind.RIGHTS_CHANGED, request, obj, changed=changed)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 as Django's path calls it
        form_url: str = "",
    ) -> HttpResponse:
        user = self.get_object(request, id)
        before = user.password if user else ""
        answer = super().user_change_password(request, id, form_url)
        if user is not None and User.objects.get(pk=user.pk).password != before:
            end_sessions(user=user, end=Session.End.CREDENTIALS_CHANGED)
            self._note(Kind.PASSWORD_CHANGED, request, user)
        return answer

    @admin.action(permissions=["change"], description="Activate")
    def activate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: activate(user=user), Kind.ACTIVATED)

    @admin.action(permissions=["change"], description="Deactivate, and end every session")
    def deactivate(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: deactivate(user=user), Kind.DEACTIVATED)

    @admin.action(permissions=["change"], description="End every session")
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        def end(user: User) -> bool:
            return bool(end_sessions(user=user, end=Session.End.ENDED_ELSEWHERE))

        self._each(request, users, end, Kind.ALL_SESSIONS_ENDED)

    @admin.action(permissions=["change"], description="Delete after two weeks")
    def ask_for_deletion(self, request: HttpRequest, users: QuerySet[User]) -> None:
        def ask(user: User) -> bool:
            ask_for_deletion(user=user)
            return True

        waiting = users.filter(deletion_due_at=None)
        self._each(request, waiting, ask, Kind.DELETION_ASKED)

    @admin.action(permissions=["change"], description="Do not delete after all")
    def cancel_deletion(self, request: HttpRequest, users: QuerySet[User]) -> None:
        self._each(request, users, lambda user: cancel_deletion(user=user), Kind.DELETION_CANCELLED)

    def _each(
        self,
        request: HttpRequest,
        users: QuerySet[User],
        change: Callable[[User], bool],
        kind: SecurityEvent.Kind,
    ) -> None:
        """One by one: each is an event of its own, and those above who asks stay as they are."""
        count = 0
        for user in users:
            if not self.has_change_permission(request, user):
                self.message_user(request, _("%s is a superuser.") % user, messages.ERROR)
                continue
            try:
                changed = change(user)
            except LastSuperuserError:
                text = _("Nobody else may enter everything. Name another first.")
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
        note(
            kind,
            request=request,
            user=user,
            also_to=also_to,
            by_staff=request.user.pk,
            **details,
        )
