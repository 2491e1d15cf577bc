from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from apps.accounts.privacy import export  # noqa: F401 connects the removal of files
        from apps.accounts.privacy.profile import erase_profile, export_profile
        from apps.accounts.privacy.registry import UserDataHandler, register_user_data
        from apps.accounts.tasks import ARCHIVE_JOB
        from apps.accounts.views.errors import API_ERRORS
        from apps.core import jobs
        from apps.core.problem_details import register_api_errors

        register_api_errors(API_ERRORS)
        jobs.register(ARCHIVE_JOB)
        register_user_data(self.label, UserDataHandler(export=export_profile, erase=erase_profile))
