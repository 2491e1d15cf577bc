from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from apps.accounts.models.session import Session


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None, handle: str, **fields: Any) -> "User":
        user = self.model(email=normalise_email(email), handle=handle, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, handle: str, **fields: Any) -> "User":
        return self.create_user(email, password, handle, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))


def normalise_email(email: str) -> str:
    """Return the email trimmed and in lower case: two accounts must not differ by case only."""
    return email.strip().lower()


class Theme(models.TextChoices):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class User(AbstractUser):
    """Signs in with the email; other users see the handle."""

    username = None  # type: ignore[assignment] # replaced by the email
    first_name = None  # type: ignore[assignment] # not collected
    last_name = None  # type: ignore[assignment] # not collected
    email = models.EmailField(unique=True)
    handle = models.CharField(
        max_length=30,
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9_]{3,30}\Z", _("Use 3 to 30 letters, digits and underscores.")
            )
        ],
    )

    email_confirmed = models.BooleanField(default=True, db_default=True)
    """False while the email's owner has not confirmed the account: see `unverified_users`."""
    language = models.CharField(max_length=10, default="", db_default="", blank=True)
    theme = models.CharField(
        max_length=10, choices=Theme.choices, default="", db_default="", blank=True
    )
    """Both as chosen in the front end; empty until then."""
    currency = models.CharField(max_length=3, default="", db_default="", blank=True)
    """ISO 4217 code for files and entries without a currency; empty: as in earlier ones."""
    region = models.CharField(max_length=2, default="", db_default="", blank=True)
    """ISO 3166 code of the country whose formats the front end uses; empty: the device's."""
    deletion_due_at = models.DateTimeField(null=True, blank=True)
    """When the account and all its data will be deleted, as requested."""

    session: "Session"
    """Session of the current request; set by the authentication."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["handle"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment] # ours, not AbstractUser's

    class Meta:
        permissions = (("use_flower", "Can use Flower"),)
        constraints = (
            models.UniqueConstraint(
                Lower("handle"),
                name="handle_unique",
                violation_error_message=_("This username is taken."),
            ),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_lower"),
        )

    def __str__(self) -> str:
        return self.handle

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)

    @property
    def has_password(self) -> bool:
        return self.has_usable_password()

    @property
    def has_second_factor(self) -> bool:
        from apps.accounts.models.second_factor import Totp

        return Totp.objects.filter(user=self).exclude(confirmed_at=None).exists()

    @property
    def has_any_factor(self) -> bool:
        """Return True if the user has an authenticator app or a passkey."""
        return self.has_second_factor or self.passkeys.exists()

    @property
    def has_approved_factor(self) -> bool:
        """Return True if a factor is approved for the admin."""
        from apps.accounts.models.second_factor import Totp

        totps = Totp.objects.filter(user=self, approved=True).exclude(confirmed_at=None)
        return totps.exists() or self.passkeys.filter(approved=True).exists()

    def may_manage(self, other: "User") -> bool:
        """Return True if the user may change `other` in the admin.

        Staff may not change staff: setting a colleague's email or password, or removing their
        second factor, would give access to their permissions. Only superusers may.
        """
        return self.is_superuser or not (other.is_staff or other.is_superuser)

    def get_full_name(self) -> str:
        return self.handle

    def get_short_name(self) -> str:
        return self.handle
