from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "apps.statements"

    def ready(self) -> None:
        from apps.accounts.belongings.registry import Belongings, register
        from apps.statements import uploads  # noqa: F401 connects the removal of files
        from apps.statements.belongings import erase_statements, export_statements

        register(self.label, Belongings(export=export_statements, erase=erase_statements))
