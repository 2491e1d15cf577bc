from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import PendingSignUp, Session, User
from apps.accounts.sign_up import ask_for_account
from apps.accounts.tasks import forget_what_is_over
from apps.accounts.tests.factories import PASSWORD, make_session


def test_only_what_has_been_over_for_a_while_is_forgotten(alice: User) -> None:
    kept, ended = make_session(alice), make_session(alice)
    long_ago = timezone.now() - timedelta(days=31)
    Session.objects.filter(pk=ended.pk).update(ended_at=long_ago)
    asked = [
        ask_for_account(email=f"{name}@example.com", handle=name, password=PASSWORD)
        for name in ("carol", "dave")
    ]
    PendingSignUp.objects.filter(pk=asked[0].pk).update(created_at=long_ago)

    forget_what_is_over()
    forget_what_is_over()

    assert list(Session.objects.all()) == [kept]
    assert list(PendingSignUp.objects.all()) == [asked[1]]
