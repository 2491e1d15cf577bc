"""The accounts' pages in the admin. None of them shows what opens a door."""

from apps.accounts.admin import keys, rows, sessions, users  # noqa: F401 register their pages
from apps.accounts.social import admin as social_admin  # noqa: F401 registers its pages
