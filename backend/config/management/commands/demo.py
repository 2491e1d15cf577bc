from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts.demo import get_or_create_account
from apps.accounts.models import User
from apps.links.demo import create_demo_links
from apps.statements.demo import create_demo_statements


class Command(BaseCommand):
    help = "Create the demo account with its data and the operator's account, if missing."

    def handle(self, *args: Any, **options: Any) -> None:
        demo, operator = settings.DEMO_SIGN_IN, settings.OPERATOR_SIGN_IN
        if demo is None or operator is None:
            raise CommandError("These settings have no demo account, as its password is public.")
        get_or_create_account(
            sign_in=operator, handle="operator", create=User.objects.create_superuser
        )
        owner = get_or_create_account(sign_in=demo, handle="demo", create=User.objects.create_user)
        create_demo_statements(owner=owner, today=timezone.localdate())  # sample: statements
        create_demo_links(reader=owner)  # sample: links
