"""Things of Links: what is asked of GraphQL, and what may not have changed where it is refused."""

from graphql_relay import to_global_id

from apps.accounts.models import User
from apps.links.marks import hide, save
from apps.links.models import CommentVote, Flag, Link, Moderation, Vote
from apps.links.tests.factories import make_comment, make_link
from config.tests.things import Factory, Thing, values_of


def me(owner: User) -> Thing:
    return Thing(query="{ me { email } }", mark=owner.email)


def users(owner: User) -> Thing:
    return Thing(query="{ users { username email } }", mark=owner.email)


def asks(field: str) -> Factory:
    """What needs nothing but a link and a comment to be there."""

    def factory(owner: User) -> Thing:
        make_comment(on=make_link(by=owner, title="There"), by=owner)
        return Thing(query=f"{{ {field} }}")

    return factory


def page_of(connection: str) -> Factory:
    return asks(f"{connection} {{ edges {{ node {{ id }} }} }}")


def subscribes_to(field: str) -> Factory:
    return lambda owner: Thing(query=f"subscription {{ {field} }}")


link_created = subscribes_to("linkCreated { id }")
link_counts = subscribes_to("linkCounts(ids: [1]) { id }")
comment_created = subscribes_to("commentCreated(linkId: 1) { id }")
links_of = page_of('linksOf(site: "example.com")')
search_links = asks('searchLinks(words: "there") { words }')
search_comments = asks('searchComments(words: "indeed") { words }')


def hello(owner: User) -> Thing:
    return Thing(sends={"type": "connection_init"})


def rss(owner: User) -> Thing:
    make_link(by=owner)
    return Thing(parameters={"which": "top", "site": "example.com", "username": owner.handle})


def saved(owner: User) -> Thing:
    save(user=owner, link_id=make_link(title="ONLY THE OWNERS").pk)
    return Thing(query="{ savedLinks { edges { node { description } } } }", mark="ONLY THE OWNERS")


def hidden(owner: User) -> Thing:
    hide(user=owner, link_id=make_link(title="ONLY THE OWNERS").pk)
    return Thing(query="{ hiddenLinks { edges { node { description } } } }", mark="ONLY THE OWNERS")


def answers(owner: User) -> Thing:
    make_comment(on=make_link(by=owner), body="TO THE OWNER")
    return Thing(query="{ answers { edges { node { body } } } }", mark="TO THE OWNER")


def link(owner: User) -> Thing:
    row = make_link(by=owner)
    return Thing(query="query ($id: ID!) { link(id: $id) { id } }", sends={"id": row.pk})


def profile(owner: User) -> Thing:
    query = "query ($name: String!) { profile(username: $name) { karma user { username } } }"
    return Thing(query=query, sends={"name": owner.handle})


def relay_link(owner: User) -> Thing:
    node = to_global_id("LinkNode", make_link(by=owner).pk)
    return Thing(query="query ($id: ID!) { relayLink(id: $id) { id } }", sends={"id": node})


def create_user(owner: User) -> Thing:
    query = """mutation ($name: String!, $email: String!, $password: String!) {
        createUser(username: $name, email: $email, password: $password) { user { id } }
    }"""
    sends = {"name": "ada", "email": "ada@example.com", "password": "correct-horse-battery"}
    return Thing(query=query, sends=sends)


def guessed_password(owner: User) -> Thing:
    query = """mutation ($name: String!) {
        tokenAuth(username: $name, password: "guessed") { token }
    }"""
    return Thing(query=query, sends={"name": owner.handle})


def guessed_token(field: str) -> Factory:
    return lambda owner: Thing(query=f'mutation {{ {field}(token: "guessed") {{ payload }} }}')


verify_guess = guessed_token("verifyToken")
refresh_guess = guessed_token("refreshToken")


def create_link(owner: User) -> Thing:
    query = 'mutation { createLink(url: "https://example.com/new", description: "New") { id } }'
    return Thing(query=query, state=Link.objects.count)


def relay_create_link(owner: User) -> Thing:
    query = """mutation {
        relayCreateLink(input: {url: "https://example.com/new", description: "New"}) { link { id } }
    }"""
    return Thing(query=query, state=Link.objects.count)


def read_title(owner: User) -> Thing:
    return Thing(query='mutation { readTitle(url: "https://localhost.example/") { asked } }')


def edit_link(owner: User) -> Thing:
    row = make_link(by=owner)
    query = 'mutation ($id: ID!) { editLink(id: $id, description: "Else") { link { id } } }'
    return Thing(query=query, sends={"id": row.pk}, state=values_of(row))


def delete_link(owner: User) -> Thing:
    row = make_link(by=owner)
    query = "mutation ($id: ID!) { deleteLink(id: $id) { link { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=values_of(row))


def create_vote(owner: User) -> Thing:
    row = make_link(by=owner)
    query = "mutation ($id: Int!) { createVote(linkId: $id) { link { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=Vote.objects.count)


def remove_vote(owner: User) -> Thing:
    row = make_link(by=owner)
    query = "mutation ($id: Int!) { removeVote(linkId: $id) { link { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=values_of(row))


def save_link(owner: User) -> Thing:
    query = "mutation ($id: ID!) { saveLink(id: $id) { link { id } } }"
    return Thing(query=query, sends={"id": make_link(by=owner).pk})


def hide_link(owner: User) -> Thing:
    query = "mutation ($id: ID!) { hideLink(id: $id) { link { id } } }"
    return Thing(query=query, sends={"id": make_link(by=owner).pk})


def create_comment(owner: User) -> Thing:
    row = make_link(by=owner)
    query = 'mutation ($id: ID!) { createComment(linkId: $id, body: "Hi.") { comment { id } } }'
    return Thing(query=query, sends={"id": row.pk}, state=row.comments.count)


def edit_comment(owner: User) -> Thing:
    row = make_comment(on=make_link(), by=owner)
    query = 'mutation ($id: ID!) { editComment(id: $id, body: "Else.") { comment { id } } }'
    return Thing(query=query, sends={"id": row.pk}, state=values_of(row))


def delete_comment(owner: User) -> Thing:
    row = make_comment(on=make_link(), by=owner)
    query = "mutation ($id: ID!) { deleteComment(id: $id) { comment { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=values_of(row))


def vote_on_comment(owner: User) -> Thing:
    row = make_comment(on=make_link(), by=owner)
    query = "mutation ($id: ID!) { voteOnComment(id: $id, value: 1) { comment { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=CommentVote.objects.count)


def flag(owner: User) -> Thing:
    """For those whom others gave points: nobody of these."""
    row = make_link(by=owner)
    query = "mutation ($id: ID!) { flag(linkId: $id, reason: SPAM) { link { id } } }"
    return Thing(query=query, sends={"id": row.pk}, state=Flag.objects.count)


def moderate(owner: User) -> Thing:
    row = make_link(by=owner)
    query = """mutation ($id: ID!) {
        moderate(linkId: $id, action: HIDE, reason: "Because.") { moderation { id } }
    }"""
    return Thing(query=query, sends={"id": row.pk}, state=Moderation.objects.count)
