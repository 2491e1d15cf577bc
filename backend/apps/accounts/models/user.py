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
    """Addresses are kept in lower case: nobody expects two accounts that differ by it."""
    return email.strip().lower()


class User(AbstractUser):
    """Signs in with the e-mail address; is known to others by the handle."""

    username = None  # type: ignore[assignment] # the e-mail address takes its place
    first_name = None  # type: ignore[assignment] # nobody is asked for it
    last_name = None  # type: ignore[assignment] # nobody is asked for it
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
    """Whether the owner of the address was seen to want the account. If not, anybody may have typed
    it: see `unconfirmed`."""
    deletion_due_at = models.DateTimeField(null=True, blank=True)
    """When the account and all it owns will be deleted, because its owner asked for it."""

    session: "Session"
    """Through which the current request came; set by the authentication."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["handle"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment] # ours, not AbstractUser's

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("handle"),
                name="handle_unique",
                violation_error_message=_("This handle is taken."),
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

    def get_full_name(self) -> str:
        return self.handle

    def get_short_name(self) -> str:
        return self.handle
