from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.audit_log import record_event
from apps.accounts.credentials.two_factor import approve_second_factors
from apps.accounts.models import SecurityEvent, User, normalise_email


class Command(BaseCommand):
    help = "Approve the second factor of a staff account for the admin, as for the first superuser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=normalise_email(email), is_staff=True).first()
        if user is None:
            raise CommandError(f"No staff account has the email {email}.")
        if not approve_second_factors(user=user):
            raise CommandError(
                "There is no second factor to approve. Add an authenticator app or a passkey on "
                "the account page first."
            )
        record_event(SecurityEvent.Kind.SECOND_FACTOR_APPROVED, user=user, client_info=None)
        self.stdout.write(f"The second factor of {user.email} is approved for the admin.")
