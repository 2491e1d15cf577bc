from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Every process needs the Celery application before it publishes a task.
        from config import celery  # noqa: F401
