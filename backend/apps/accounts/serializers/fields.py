"""Fields that several serializers use."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from apps.accounts.models import User, normalise_email
from apps.core.fields import TextField


class EmailField(serializers.EmailField):
    """Email in lower case, as stored."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def to_internal_value(self, data: Any) -> str:
        return normalise_email(super().to_internal_value(data))


class PasswordField(TextField):
    def __init__(self, **options: Any) -> None:
        super().__init__(write_only=True, max_length=128, **options)


class HandleField(TextField):
    """Username that is not taken, in any case."""

    def __init__(self, **options: Any) -> None:
        taken = UniqueValidator(User.objects.all(), _("This username is taken."), "iexact")
        own: list[Any] = [*User._meta.get_field("handle").validators, taken]
        super().__init__(validators=own, **options)
