from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "apps.statements"

    def ready(self) -> None:
        from apps.accounts.privacy.registry import UserDataHandler, register_user_data
        from apps.core import jobs
        from apps.core.problem_details import register_api_errors
        from apps.statements.importing import uploads  # noqa: F401 connects the deletion of files
        from apps.statements.tasks import IMPORT_JOB
        from apps.statements.user_data import erase_statements, export_statements
        from apps.statements.views.api_errors import API_ERRORS

        jobs.register(IMPORT_JOB)
        register_api_errors(API_ERRORS)
        register_user_data(
            self.label, UserDataHandler(export=export_statements, erase=erase_statements)
        )
