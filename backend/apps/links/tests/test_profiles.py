"""The text of a user about themselves."""

import json

import pytest

from apps.accounts.models import User
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Profile
from apps.links.models.profile import MAX_ABOUT_LENGTH
from apps.links.profiles import edit_about, mark_replies_read
from apps.links.user_data import export_links

pytestmark = pytest.mark.django_db
EDIT = "mutation ($about: String!) { editProfile(about: $about) { profile { about } } }"
ABOUT = "query ($name: String!) { profile(username: $name) { about } }"


def about(user: User) -> str:
    text: str = GraphQLClient().query(ABOUT, name=user.handle)["profile"]["about"]
    return text


def test_about_is_edited_by_its_owner_and_public(alice: User, bob: User) -> None:
    assert about(alice) == ""
    mark_replies_read(alice)
    data = GraphQLClient(alice).query(EDIT, about="  I like kettles.\r\n<b>Really.</b> ")
    text = "I like kettles.\n<b>Really.</b>"
    assert data == {"editProfile": {"profile": {"about": text}}}

    GraphQLClient(bob).query(EDIT, about="Me too.")
    assert (about(alice), about(bob)) == (text, "Me too.")
    assert Profile.objects.get(user=alice).last_read_reply_id == 0
    assert GraphQLClient().error(EDIT, about="x")["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("text", ["x" * (MAX_ABOUT_LENGTH + 1), "\x00"])
def test_about_rejects_invalid_text(alice: User, text: str) -> None:
    error = GraphQLClient(alice).error(EDIT, about=text)
    assert (error["code"], error["errors"][0]["field"]) == ("BAD_USER_INPUT", "about")


def test_about_is_exported(alice: User, bob: User) -> None:
    edit_about(user=alice, about="I like kettles.")
    edit_about(user=bob, about="Me too.")
    [profile] = [file for file in export_links(alice) if file.path == "links/profile.json"]
    assert json.loads(b"".join(profile.content)) == [{"about": "I like kettles."}]
