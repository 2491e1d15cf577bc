"""Requests that arrive at once: two tabs, or an impatient click."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from social_django.models import UserSocialAuth

from apps.accounts.models import User
from apps.accounts.social.connections import link, unlink
from apps.accounts.social.login import SocialLoginResult, login_or_create
from apps.accounts.social.login_methods import LastLoginMethodError
from apps.accounts.social.providers import Identity
from apps.accounts.tests.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("provider")]
AT_ONCE = 4


def arrive(number: int) -> SocialLoginResult:
    """Four people of one name, or one person four times."""
    identity = Identity(
        provider="google",
        uid=str(number),
        email=f"carol{number}@example.com",
        is_verified=True,
        name="Carol",
    )
    try:
        arrival = login_or_create(identity)
    finally:
        connection.close()
    assert isinstance(arrival, SocialLoginResult)
    return arrival


def test_concurrent_logins_create_one_account() -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        arrivals = list(threads.map(arrive, [1] * AT_ONCE))

    carol = User.objects.get()
    assert {arrival.user.pk for arrival in arrivals} == {carol.pk}
    assert sum(arrival.is_new for arrival in arrivals) == 1
    assert sum(arrival.is_linked for arrival in arrivals) == 1


def test_concurrent_logins_link_account_once() -> None:
    make_user(handle="carol1")
    with ThreadPoolExecutor(AT_ONCE) as threads:
        arrivals = list(threads.map(arrive, [1] * AT_ONCE))

    assert sum(arrival.is_linked for arrival in arrivals) == 1
    assert UserSocialAuth.objects.count() == 1


def test_concurrent_removals_leave_one_link() -> None:
    user = User.objects.create_user("carol@example.com", None, "carol")
    for provider in ("google", "github"):
        link(user=user, provider=provider, uid="1")

    def remove(provider: str) -> bool:
        try:
            unlink(user=user, provider=provider)
        except LastLoginMethodError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        removed = list(threads.map(remove, ["google", "github"]))

    assert sorted(removed) == [False, True]
    assert UserSocialAuth.objects.count() == 1
