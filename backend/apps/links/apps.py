from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "apps.links"

    def ready(self) -> None:
        from apps.accounts.belongings.registry import Belongings, register
        from apps.links.belongings import erase_links, export_links

        register(self.label, Belongings(export=export_links, erase=erase_links))
