from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.models import User
from apps.accounts.privacy.account_deletion import delete_account, schedule_erasure


class Command(BaseCommand):
    help = "Erase accounts again that a restored backup has brought back, without mails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user_ids", nargs="+", type=int, help="from the log: account_erased")

    def handle(self, *args: Any, user_ids: list[int], **options: Any) -> None:
        for user_id in user_ids:
            schedule_erasure(user_id=user_id)
            delete_account(user_id=user_id)
        kept = User.objects.filter(pk__in=user_ids).values_list("pk", flat=True)
        if kept:
            raise CommandError(f"Not erased: {', '.join(map(str, kept))}; the log has the reason.")
