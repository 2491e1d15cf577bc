from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts.demo import account
from apps.accounts.models import User
from apps.links.demo import give_demo_links
from apps.statements.demo import give_demo_statements


class Command(BaseCommand):
    help = "Create the demo account with its data, and the operator's account, where missing."

    def handle(self, *args: Any, **options: Any) -> None:
        demo, operator = settings.DEMO_SIGN_IN, settings.OPERATOR_SIGN_IN
        if demo is None or operator is None:
            raise CommandError("These settings have no demo: its password is public.")
        account(sign_in=operator, handle="operator", create=User.objects.create_superuser)
        owner = account(sign_in=demo, handle="demo", create=User.objects.create_user)
        give_demo_statements(owner=owner, today=timezone.localdate())
        give_demo_links(reader=owner)
