"""Admin pages of accounts. None of them shows a secret."""

from apps.accounts.admin import credentials, groups, rows, sessions, users  # noqa: F401 registers
from apps.accounts.social import admin as social_admin  # noqa: F401 registers its pages
