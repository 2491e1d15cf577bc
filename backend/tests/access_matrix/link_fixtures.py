"""Objects of links for the access matrix: GraphQL documents and the rows that they refer to."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from graphql_relay import to_global_id

from apps.accounts.models import User
from apps.links import bookmarks
from apps.links.comments import delete_comment as delete_comment_of
from apps.links.models import CommentVote, Flag, Link, Moderation, Profile, Vote
from apps.links.tests.factories import make_comment, make_link
from tests.access_matrix.endpoint_fixtures import EndpointFixture, Factory, fixed, values_of

# From a row to a function that returns its state.
StateOf = Callable[[Any], Callable[[], object]]


def query(field: str) -> Factory:
    """Build a row that needs only a link and a comment."""

    def factory(owner: User) -> EndpointFixture:
        make_comment(on=make_link(by=owner, title="There"), by=owner)
        return EndpointFixture(query=f"{{ {field} }}")

    return factory


def connection(field: str) -> Factory:
    return query(f"{field} {{ edges {{ node {{ id }} }} }}")


def subscription(field: str) -> Factory:
    return fixed(query=f"subscription {{ {field} }}")


link_created = subscription("linkCreated { id }")
link_counts = subscription("linkCounts(ids: [1]) { id }")
comment_created = subscription("commentCreated(linkId: 1) { id }")
front_page = connection('frontPage(day: "2026-11-30")')
links_of = connection('linksOf(site: "example.com")')
search_links = query('searchLinks(words: "there") { words }')
search_comments = query('searchComments(words: "indeed") { words }')


def rss(owner: User) -> EndpointFixture:
    make_link(by=owner)
    return EndpointFixture(
        parameters={"which": "top", "site": "example.com", "username": owner.handle}
    )


def bookmarked(bookmark: Callable[..., object], field: str) -> Factory:
    def factory(owner: User) -> EndpointFixture:
        bookmark(user=owner, link_id=make_link(title="ONLY THE OWNERS").pk)
        return EndpointFixture(
            query=f"{{ {field} {{ edges {{ node {{ description }} }} }} }}",
            private_text="ONLY THE OWNERS",
        )

    return factory


saved = bookmarked(bookmarks.save_link, "savedLinks")
hidden = bookmarked(bookmarks.hide_link, "hiddenLinks")


def answers(owner: User) -> EndpointFixture:
    make_comment(on=make_link(by=owner), body="TO THE OWNER")
    return EndpointFixture(
        query="{ answers { edges { node { body } } } }", private_text="TO THE OWNER"
    )


def profile(owner: User) -> EndpointFixture:
    query = "query ($name: String!) { profile(username: $name) { karma user { username } } }"
    return EndpointFixture(query=query, payload={"name": owner.handle})


def relay_link(owner: User) -> EndpointFixture:
    node = to_global_id("LinkNode", make_link(by=owner).pk)
    return EndpointFixture(
        query="query ($id: ID!) { relayLink(id: $id) { id } }", payload={"id": node}
    )


NEW_LINK = 'url: "https://example.com/new", description: "New"'
create_link = fixed(
    query=f"mutation {{ createLink({NEW_LINK}) {{ id }} }}", state=Link.objects.count
)
relay_create_link = fixed(
    query=f"mutation {{ relayCreateLink(input: {{{NEW_LINK}}}) {{ link {{ id }} }} }}",
    state=Link.objects.count,
)
read_title = fixed(query='mutation { readTitle(url: "https://localhost.example/") { asked } }')


def stateless(row: Model) -> Callable[[], object]:
    return lambda: None


def count(model: type[Link | Vote | CommentVote | Flag | Moderation]) -> StateOf:
    return lambda row: model.objects.count


def on(
    make: Callable[[User], Model],
    field: str,
    *,
    state: StateOf = stateless,
    variable: str = "ID!",
    operation: str = "mutation",
) -> Factory:
    """Build a row whose `$id` is an object that the factory makes; `variable`: its type."""

    def factory(owner: User) -> EndpointFixture:
        row = make(owner)
        document = f"{operation} ($id: {variable}) {{ {field} }}"
        return EndpointFixture(query=document, payload={"id": row.pk}, state=state(row))

    return factory


def own_link(owner: User) -> Link:
    return make_link(by=owner)


def own_comment(owner: User) -> Model:
    return make_comment(on=make_link(), by=owner)


def deleted_comment(owner: User) -> Model:
    comment = make_comment(on=make_link(), by=owner)
    return delete_comment_of(user=owner, comment_id=comment.pk)


LINK, COMMENT = "{ link { id } }", "{ comment { id } }"
link = on(own_link, "link(id: $id) { id }", operation="query")
edit_link = on(own_link, f'editLink(id: $id, description: "Else") {LINK}', state=values_of)
delete_link = on(own_link, f"deleteLink(id: $id) {LINK}", state=values_of)
create_vote = on(own_link, f"createVote(linkId: $id) {LINK}", variable="Int!", state=count(Vote))
remove_vote = on(own_link, f"removeVote(linkId: $id) {LINK}", variable="Int!", state=values_of)
save_link = on(own_link, f"saveLink(id: $id) {LINK}")
hide_link = on(own_link, f"hideLink(id: $id) {LINK}")
create_comment = on(
    own_link,
    f'createComment(linkId: $id, body: "Hi.") {COMMENT}',
    state=lambda link: link.comments.count,
)
edit_comment = on(own_comment, f'editComment(id: $id, body: "Else.") {COMMENT}', state=values_of)
restore_comment = on(deleted_comment, f"restoreComment(id: $id) {COMMENT}", state=values_of)
delete_comment = on(own_comment, f"deleteComment(id: $id) {COMMENT}", state=values_of)
vote_on_comment = on(
    own_comment, f"voteOnComment(id: $id, value: 1) {COMMENT}", state=count(CommentVote)
)
# Needs karma, which none of these users has.
flag = on(own_link, f"flag(linkId: $id, reason: SPAM) {LINK}", state=count(Flag))
moderate = on(
    own_link,
    'moderate(linkId: $id, action: HIDE, reason: "Because.") { moderation { id } }',
    state=count(Moderation),
)


def edit_profile(owner: User) -> EndpointFixture:
    """Build a row that each user has for themselves."""
    Profile.objects.create(user=owner, about="Owner.")
    query = 'mutation { editProfile(about: "Mine.") { profile { about } } }'
    return EndpointFixture(query=query)


def mark_replies_read(owner: User) -> EndpointFixture:
    make_comment(on=make_link(by=owner))
    return EndpointFixture(query="mutation { markRepliesRead { unreadReplies } }")
