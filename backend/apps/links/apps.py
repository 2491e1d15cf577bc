from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "apps.links"

    def ready(self) -> None:
        from apps.accounts.privacy.registry import UserDataHandler, register_user_data
        from apps.links.user_data import erase_links, export_links

        register_user_data(self.label, UserDataHandler(export=export_links, erase=erase_links))
