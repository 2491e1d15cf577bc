from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "apps.statements"

    def ready(self) -> None:
        from apps.statements import uploads  # noqa: F401 connects the removal of files
