"""The page of the live settings, which shows their keys in words."""

from typing import Any

from constance.admin import Config, ConstanceAdmin
from django.contrib import admin

Config._meta.verbose_name_plural = "settings"
admin.site.unregister([Config])


@admin.register(Config)
class LiveSettingsAdmin(ConstanceAdmin):  # type: ignore[misc] # untyped
    def get_config_value(self, name: str, *arguments: Any) -> dict[str, Any]:
        value: dict[str, Any] = super().get_config_value(name, *arguments)
        return value | {"name": name.replace("_", " ").capitalize()}
