from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from apps.accounts.belongings import archives  # noqa: F401 connects the removal of files
        from apps.accounts.belongings.profile import erase_profile, export_profile
        from apps.accounts.belongings.registry import Belongings, register

        register(self.label, Belongings(export=export_profile, erase=erase_profile))
