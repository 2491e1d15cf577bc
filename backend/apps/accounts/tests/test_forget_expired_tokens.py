from datetime import timedelta

from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken

from apps.accounts.models import User
from apps.accounts.tasks import forget_expired_tokens


def test_only_expired_tokens_are_forgotten(alice: User) -> None:
    RefreshToken.for_user(alice)
    expired = RefreshToken.for_user(alice)
    OutstandingToken.objects.filter(jti=expired["jti"]).update(
        expires_at=timezone.now() - timedelta(days=1)
    )

    forget_expired_tokens()
    forget_expired_tokens()

    assert OutstandingToken.objects.count() == 1
