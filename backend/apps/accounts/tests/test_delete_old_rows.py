from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import PendingSignUp, Session, UndeliveredMail, User
from apps.accounts.registration.sign_up import create_pending_sign_up
from apps.accounts.tasks import delete_expired_rows
from apps.accounts.tests.factories import PASSWORD, make_session


def test_only_old_rows_are_deleted(alice: User) -> None:
    kept, ended = make_session(alice), make_session(alice)
    long_ago = timezone.now() - timedelta(days=31)
    Session.objects.filter(pk=ended.pk).update(ended_at=long_ago)
    pending = [
        create_pending_sign_up(email=f"{name}@example.com", handle=name, password=PASSWORD)
        for name in ("carol", "dave")
    ]
    PendingSignUp.objects.filter(pk=pending[0].pk).update(created_at=long_ago)

    fields = {"task": "t", "arguments": {}, "error": "away", "attempts": 14}
    undelivered = [UndeliveredMail.objects.create(**fields) for _ in range(2)]
    UndeliveredMail.objects.filter(pk=undelivered[0].pk).update(created_at=long_ago)

    delete_expired_rows()
    delete_expired_rows()

    assert list(Session.objects.all()) == [kept]
    assert list(PendingSignUp.objects.all()) == [pending[1]]
    assert list(UndeliveredMail.objects.all()) == [undelivered[1]]
