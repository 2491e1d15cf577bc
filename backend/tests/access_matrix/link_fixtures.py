"""Objects of links for the access matrix: GraphQL documents and the rows that they refer to."""

from graphql_relay import to_global_id

from apps.accounts.models import User
from apps.links import bookmarks
from apps.links.models import CommentVote, Flag, Link, Moderation, Profile, Vote
from apps.links.tests.factories import make_comment, make_link
from tests.access_matrix.endpoint_fixtures import EndpointFixture, Factory, values_of


def me(owner: User) -> EndpointFixture:
    return EndpointFixture(query="{ me { email } }", private_text=owner.email)


def users(owner: User) -> EndpointFixture:
    return EndpointFixture(query="{ users { username email } }", private_text=owner.email)


def query(field: str) -> Factory:
    """Build a row that needs only a link and a comment."""

    def factory(owner: User) -> EndpointFixture:
        make_comment(on=make_link(by=owner, title="There"), by=owner)
        return EndpointFixture(query=f"{{ {field} }}")

    return factory


def connection(field: str) -> Factory:
    return query(f"{field} {{ edges {{ node {{ id }} }} }}")


def subscription(field: str) -> Factory:
    return lambda owner: EndpointFixture(query=f"subscription {{ {field} }}")


link_created = subscription("linkCreated { id }")
link_counts = subscription("linkCounts(ids: [1]) { id }")
comment_created = subscription("commentCreated(linkId: 1) { id }")
front_page = connection('frontPage(day: "2026-11-30")')
links_of = connection('linksOf(site: "example.com")')
search_links = query('searchLinks(words: "there") { words }')
search_comments = query('searchComments(words: "indeed") { words }')


def connection_init(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"type": "connection_init"})


def rss(owner: User) -> EndpointFixture:
    make_link(by=owner)
    return EndpointFixture(
        parameters={"which": "top", "site": "example.com", "username": owner.handle}
    )


def saved(owner: User) -> EndpointFixture:
    bookmarks.save_link(user=owner, link_id=make_link(title="ONLY THE OWNERS").pk)
    return EndpointFixture(
        query="{ savedLinks { edges { node { description } } } }", private_text="ONLY THE OWNERS"
    )


def hidden(owner: User) -> EndpointFixture:
    bookmarks.hide_link(user=owner, link_id=make_link(title="ONLY THE OWNERS").pk)
    return EndpointFixture(
        query="{ hiddenLinks { edges { node { description } } } }", private_text="ONLY THE OWNERS"
    )


def answers(owner: User) -> EndpointFixture:
    make_comment(on=make_link(by=owner), body="TO THE OWNER")
    return EndpointFixture(
        query="{ answers { edges { node { body } } } }", private_text="TO THE OWNER"
    )


def link(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    return EndpointFixture(
        query="query ($id: ID!) { link(id: $id) { id } }", payload={"id": row.pk}
    )


def profile(owner: User) -> EndpointFixture:
    query = "query ($name: String!) { profile(username: $name) { karma user { username } } }"
    return EndpointFixture(query=query, payload={"name": owner.handle})


def relay_link(owner: User) -> EndpointFixture:
    node = to_global_id("LinkNode", make_link(by=owner).pk)
    return EndpointFixture(
        query="query ($id: ID!) { relayLink(id: $id) { id } }", payload={"id": node}
    )


def create_user(owner: User) -> EndpointFixture:
    query = """mutation ($name: String!, $email: String!, $password: String!) {
        createUser(username: $name, email: $email, password: $password) { user { id } }
    }"""
    payload = {"name": "ada", "email": "ada@example.com", "password": "correct-horse-battery"}
    return EndpointFixture(query=query, payload=payload)


def guessed_password(owner: User) -> EndpointFixture:
    query = """mutation ($name: String!) {
        tokenAuth(username: $name, password: "guessed") { token }
    }"""
    return EndpointFixture(query=query, payload={"name": owner.handle})


def guessed_token(field: str) -> Factory:
    return lambda owner: EndpointFixture(
        query=f'mutation {{ {field}(token: "guessed") {{ payload }} }}'
    )


verify_guessed = guessed_token("verifyToken")
refresh_guessed = guessed_token("refreshToken")


def create_link(owner: User) -> EndpointFixture:
    query = 'mutation { createLink(url: "https://example.com/new", description: "New") { id } }'
    return EndpointFixture(query=query, state=Link.objects.count)


def relay_create_link(owner: User) -> EndpointFixture:
    query = """mutation {
        relayCreateLink(input: {url: "https://example.com/new", description: "New"}) { link { id } }
    }"""
    return EndpointFixture(query=query, state=Link.objects.count)


def read_title(owner: User) -> EndpointFixture:
    return EndpointFixture(
        query='mutation { readTitle(url: "https://localhost.example/") { asked } }'
    )


def edit_link(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = 'mutation ($id: ID!) { editLink(id: $id, description: "Else") { link { id } } }'
    return EndpointFixture(query=query, payload={"id": row.pk}, state=values_of(row))


def delete_link(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = "mutation ($id: ID!) { deleteLink(id: $id) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=values_of(row))


def create_vote(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = "mutation ($id: Int!) { createVote(linkId: $id) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=Vote.objects.count)


def remove_vote(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = "mutation ($id: Int!) { removeVote(linkId: $id) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=values_of(row))


def save_link(owner: User) -> EndpointFixture:
    query = "mutation ($id: ID!) { saveLink(id: $id) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": make_link(by=owner).pk})


def hide_link(owner: User) -> EndpointFixture:
    query = "mutation ($id: ID!) { hideLink(id: $id) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": make_link(by=owner).pk})


def create_comment(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = 'mutation ($id: ID!) { createComment(linkId: $id, body: "Hi.") { comment { id } } }'
    return EndpointFixture(query=query, payload={"id": row.pk}, state=row.comments.count)


def edit_comment(owner: User) -> EndpointFixture:
    row = make_comment(on=make_link(), by=owner)
    query = 'mutation ($id: ID!) { editComment(id: $id, body: "Else.") { comment { id } } }'
    return EndpointFixture(query=query, payload={"id": row.pk}, state=values_of(row))


def delete_comment(owner: User) -> EndpointFixture:
    row = make_comment(on=make_link(), by=owner)
    query = "mutation ($id: ID!) { deleteComment(id: $id) { comment { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=values_of(row))


def vote_on_comment(owner: User) -> EndpointFixture:
    row = make_comment(on=make_link(), by=owner)
    query = "mutation ($id: ID!) { voteOnComment(id: $id, value: 1) { comment { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=CommentVote.objects.count)


def flag(owner: User) -> EndpointFixture:
    """Build a row that needs karma, which none of these users has."""
    row = make_link(by=owner)
    query = "mutation ($id: ID!) { flag(linkId: $id, reason: SPAM) { link { id } } }"
    return EndpointFixture(query=query, payload={"id": row.pk}, state=Flag.objects.count)


def moderate(owner: User) -> EndpointFixture:
    row = make_link(by=owner)
    query = """mutation ($id: ID!) {
        moderate(linkId: $id, action: HIDE, reason: "Because.") { moderation { id } }
    }"""
    return EndpointFixture(query=query, payload={"id": row.pk}, state=Moderation.objects.count)


def edit_profile(owner: User) -> EndpointFixture:
    """Build a row that each user has for themselves."""
    Profile.objects.create(user=owner, about="Owner.")
    query = 'mutation { editProfile(about: "Mine.") { profile { about } } }'
    return EndpointFixture(query=query)


def mark_replies_read(owner: User) -> EndpointFixture:
    make_comment(on=make_link(by=owner))
    return EndpointFixture(query="mutation { markRepliesRead { unreadReplies } }")
