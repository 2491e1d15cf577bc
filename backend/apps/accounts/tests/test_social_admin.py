import pytest
from django.contrib import admin
from django.test import Client
from social_django.models import Association, Code, Nonce, Partial, UserSocialAuth

from apps.accounts.models import SecurityEvent, User
from apps.accounts.social.connections import link
from apps.accounts.tests.operators import enter_admin, make_operator

pytestmark = pytest.mark.django_db
PAGE = "/admin/social_django/usersocialauth/"


@pytest.fixture
def account(alice: User) -> UserSocialAuth:
    link(user=alice, provider="github", uid="4711")
    held = UserSocialAuth.objects.get()
    held.extra_data = {"access_token": "of-an-older-version"}
    held.save()
    return held


@pytest.fixture
def staff() -> Client:
    return enter_admin(make_operator())


def test_admin_shows_links_without_secrets(staff: Client, account: UserSocialAuth) -> None:
    for page in (PAGE, f"{PAGE}?q=alice", f"{PAGE}{account.pk}/change/"):
        response = staff.get(page)
        assert response.status_code == 200
        assert "4711" in response.content.decode()
        assert "of-an-older-version" not in response.content.decode()


def test_admin_removes_link_and_records_it(staff: Client, account: UserSocialAuth) -> None:
    staff.post(f"{PAGE}{account.pk}/delete/", {"post": "yes"})

    assert not UserSocialAuth.objects.exists()
    event = account.user.security_events.get(kind=SecurityEvent.Kind.SOCIAL_UNLINKED)
    assert event.details["provider"] == "github"


def test_admin_removes_selected_links(staff: Client, account: UserSocialAuth) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [account.pk], "post": "yes"}
    staff.post(PAGE, chosen)

    assert not UserSocialAuth.objects.exists()
    assert account.user.security_events.count() == 1


def test_admin_cannot_add_links(staff: Client) -> None:
    assert staff.get(f"{PAGE}add/").status_code == 403


@pytest.mark.parametrize("model", [Association, Code, Nonce, Partial])
def test_library_models_have_no_admin_page(model: type) -> None:
    assert not admin.site.is_registered(model)


def test_admin_page_requires_permission(
    client: Client, alice: User, account: UserSocialAuth
) -> None:
    client.force_login(alice)
    assert client.get(PAGE).status_code == 302
