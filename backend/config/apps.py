from constance.apps import ConstanceConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CompositionConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Every process needs the Celery application before it publishes a task.
        from config import celery  # noqa: F401


class GuardedAdminConfig(AdminConfig):
    default_site = "config.admin_site.DashboardAdminSite"


class LiveSettingsConfig(ConstanceConfig):  # type: ignore[misc] # untyped
    verbose_name = "Live settings"
