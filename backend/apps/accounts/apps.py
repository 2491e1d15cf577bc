from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from apps.accounts import archives  # noqa: F401 connects the removal of files
        from apps.accounts.belongings import Belongings, register
        from apps.accounts.profile import erase_profile, export_profile

        register(self.label, Belongings(export=export_profile, erase=erase_profile))
