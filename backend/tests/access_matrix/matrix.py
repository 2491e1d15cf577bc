"""The access matrix: every endpoint of the application, and its outcome for each role.

A row is an endpoint: a method and a path as `urls.py` spells it, a field of GraphQL, a WebSocket,
the pages of a model in the admin, or a page of Flower. Four outcomes follow, for

    anonymous   a client without a session
    owner       the user who owns the object of the endpoint, where there is one
    outsider    another user who is signed in
    staff       a superuser with a second factor, who is an outsider to the objects of others

each a status; or "data", "null" or an error's code of GraphQL; or "open" or a close code of a
WebSocket. `test_access_matrix.py` and `test_websockets_and_flower.py` request them all, and fail
for an endpoint without a row and a row without an endpoint.

To add an endpoint, add its row. If its path has a `{name}` or it takes a payload, name a factory of
one of the modules of fixtures here as well: it gives the path, the payload, the text that only the
owner may read in the response, and a check that neither an outsider nor a rejected request changed
anything. `live_settings` are those that differ from the defaults of production.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from apps.accounts.models import User
from tests.access_matrix import account_fixtures as accounts
from tests.access_matrix import endpoint_fixtures as fixtures
from tests.access_matrix import link_fixtures as links
from tests.access_matrix import statement_fixtures as statements
from tests.access_matrix.endpoint_fixtures import EndpointFixture, Factory

ROLES = ("anonymous", "owner", "outsider", "staff")
OPEN = {"SCALING_OPEN": True}
PUBLIC = {"SCALING_PUBLIC": True}
YES, UNAUTH, NO = "data", "UNAUTHENTICATED", "FORBIDDEN"
WRONG, BAD, NONE = "INVALID_CREDENTIALS", "BAD_TOKEN", "BAD_REQUEST"


@dataclass(frozen=True)
class Row:
    name: str
    anonymous: int | str
    owner: int | str
    outsider: int | str
    staff: int | str
    factory: Factory = fixtures.empty
    live_settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """GET, POST, PUT, PATCH, DELETE, query, mutation, socket, admin or flower."""
        return self.name.split()[0]

    @property
    def path(self) -> str:
        return self.name.split()[1]

    def outcome(self, role: str) -> int | str:
        outcome: int | str = getattr(self, role)
        return outcome


# fmt: off
ROWS = (
    # Public                                    anonymous owner outsider staff
    Row("GET /api/health-check/",                    200, 200, 200, 200),
    Row("GET /api/ready/",                           200, 200, 200, 200),
    Row("GET /api/site/",                            200, 200, 200, 200),
    Row("GET /api/home/",                            200, 200, 200, 200),
    Row("POST /api/client-errors/",                  204, 204, 204, 204, fixtures.client_error),
    Row("GET /api/schema/",                          200, 200, 200, 200),
    Row("GET /api/docs/",                            200, 200, 200, 200),
    Row("GET /api/",                                 404, 404, 404, 404),
    Row("GET /static/{path}",                        400, 400, 400, 400, fixtures.server_file),
    Row("GET /graphql/",                             400, 400, 400, 400),
    Row("GET /api/celery-metrics/",                  401, 401, 401, 401),
    Row("POST /api/celery-metrics/",                 401, 401, 401, 401, fixtures.guessed_token),

    # Files, opened by their signed URLs
    Row("GET /media/{name}",                         200, 200, 200, 200, fixtures.public_file),
    Row("GET /media/private/{name}",                 403, 403, 403, 403, fixtures.private_file),
    Row("GET /media/private/{name}",                 200, 200, 200, 200, fixtures.signed_url),
    # Only in development and tests: production has no mailbox.
    Row("GET /mailbox/",                             200, 200, 200, 200),

    # Login: a password, a token or a link is all that identifies the user.
    Row("POST /api/session/",                        200, 200, 200, 200, accounts.password_login),
    Row("POST /api/session/second-factor/",          200, 200, 200, 200, accounts.challenge),
    Row("POST /api/session/second-factor/",          401, 401, 401, 401, accounts.token_challenge),
    Row("POST /api/session/passkey/options/",        200, 200, 200, 200),
    Row("POST /api/session/passkey/",                401, 401, 401, 401, accounts.guessed_passkey),
    Row("POST /api/session/refresh/",                204, 200, 200, 200),
    Row("DELETE /api/session/",                      204, 204, 204, 204),
    Row("POST /api/token/",                          200, 200, 200, 200, accounts.password_login),
    Row("POST /api/token/second-factor/",            200, 200, 200, 200, accounts.token_challenge),
    Row("POST /api/token/second-factor/",            401, 401, 401, 401, accounts.challenge),
    Row("POST /api/token/refresh/",                  200, 200, 200, 200, accounts.refresh_token),
    Row("POST /api/token/revoke/",                   204, 204, 204, 204, accounts.refresh_token),
    Row("POST /api/token/verify/",                   200, 200, 200, 200, accounts.refresh_token),
    Row("GET /api/social/",                          200, 200, 200, 200),
    Row("POST /api/social/{backend}/begin/",         200, 200, 200, 200, accounts.social_login),
    Row("POST /api/social/{backend}/begin/",         401, 200, 200, 200, accounts.social_link),
    Row("POST /api/social/{backend}/",               400, 400, 400, 400, accounts.guessed_callback),
    Row("POST /api/users/",                          202, 202, 202, 202, accounts.new_user),
    Row("POST /api/users/confirm/",                  201, 201, 201, 201, accounts.sign_up_link),
    Row("POST /api/users/confirm-email/",            200, 200, 200, 200, accounts.email_link),
    Row("POST /api/users/undo-email/",               200, 200, 200, 200, accounts.email_undo_link),
    Row("POST /api/users/keep-account/",             200, 200, 200, 200, accounts.keep_link),
    Row("POST /api/password-resets/",                202, 202, 202, 202, accounts.user_email),
    # A login makes the reset links that were sent invalid.
    Row("POST /api/password-resets/confirm/",        204, 400, 204, 204, accounts.reset_link),

    # The caller's own account; staff has a second factor, and is the last superuser.
    Row("GET /api/users/me/",                        401, 200, 200, 200, accounts.account),
    Row("PATCH /api/users/me/",                      401, 200, 200, 200, accounts.preferences),
    Row("POST /api/users/me/confirmation/",          401, 204, 204, 204, accounts.reauthentication),
    Row("POST /api/users/me/email/",                 401, 202, 202, 202, accounts.new_email),
    Row("PUT /api/users/me/password/",               401, 200, 200, 200, accounts.new_password),
    Row("POST /api/users/me/deletion/",              401, 202, 202, 409, accounts.account),
    Row("DELETE /api/users/me/deletion/",            401, 204, 204, 204, accounts.deletion),
    Row("GET /api/archives/",                        401, 200, 200, 200, accounts.archive),
    Row("POST /api/archives/",                       401, 202, 202, 202),
    Row("GET /api/archives/{pk}/",                   401, 200, 404, 404, accounts.archive),
    Row("POST /api/archives/{pk}/cancel/",           401, 200, 404, 404, accounts.archive),
    Row("GET /api/sessions/",                        401, 200, 200, 200, accounts.sessions),
    Row("DELETE /api/sessions/",                     401, 204, 204, 204, accounts.sessions),
    Row("DELETE /api/sessions/{session_id}/",        401, 204, 404, 404, accounts.session),
    Row("GET /api/security-events/",                 401, 200, 200, 200, accounts.security_event),
    Row("GET /api/second-factor/",                   401, 200, 200, 200),
    Row("POST /api/second-factor/totp/",             401, 201, 201, 409),
    Row("POST /api/second-factor/totp/confirm/",     401, 200, 400, 400, accounts.pending_totp),
    Row("DELETE /api/second-factor/totp/",           401, 204, 404, 204, accounts.authenticator),
    Row("POST /api/second-factor/recovery-codes/",   401, 200, 404, 200, accounts.recovery_codes),
    Row("GET /api/passkeys/",                        401, 200, 200, 200, accounts.passkey),
    Row("POST /api/passkeys/",                       401, 400, 400, 400, accounts.guessed_passkey),
    Row("POST /api/passkeys/options/",               401, 200, 200, 200),
    Row("PATCH /api/passkeys/{pk}/",                 401, 200, 404, 404, accounts.passkey),
    # A password alone does not remove a second factor.
    Row("DELETE /api/passkeys/{pk}/",                401, 403, 404, 404, accounts.passkey),
    Row("GET /api/social-accounts/",                 401, 200, 200, 200, accounts.social_account),
    Row("DELETE /api/social-accounts/{backend}/",    401, 204, 404, 404, accounts.social_account),
    Row("POST /api/admin-session/",                  401, 403, 403, 204),
    Row("DELETE /api/admin-session/",                401, 403, 403, 204),
    Row("POST /api/socket-tickets/",                 401, 201, 201, 201),
    Row("socket /ws/live/",                          4401, "open", "open", "open"),

    # sample: statements begin
    # Statements
    Row("GET /api/statements/",                      401, 200, 200, 200, statements.statement),
    Row("POST /api/statements/",                     401, 201, 201, 201, statements.upload),
    Row("POST /api/statements/sample/",              401, 201, 201, 201),
    Row("GET /api/statements/{pk}/",                 401, 200, 404, 404, statements.statement),
    Row("DELETE /api/statements/{pk}/",              401, 200, 404, 404, statements.deletable),
    Row("GET /api/statements/{pk}/file/",            401, 200, 404, 404, statements.statement),
    Row("POST /api/statements/{pk}/choose/",         401, 200, 404, 404, statements.open_question),
    Row("POST /api/statements/{pk}/cancel/",         401, 200, 404, 404, statements.statement),
    Row("GET /api/statements/{pk}/refused/",         401, 200, 404, 404, statements.refused_row),
    Row(
        "POST /api/statements/{pk}/refused/{line}/correct/",
                                                     401, 200, 404, 404, statements.correction,
    ),
    Row("PUT /api/statements/{pk}/account/",          401, 200, 404, 404, statements.assignment),
    Row("GET /api/bank-accounts/",                   401, 200, 200, 200, statements.bank_account),
    Row("POST /api/bank-accounts/",                  401, 201, 201, 201, statements.new_account),
    Row("PATCH /api/bank-accounts/{pk}/",            401, 200, 404, 404, statements.bank_account),
    Row("DELETE /api/bank-accounts/{pk}/",           401, 204, 404, 404, statements.bank_account),
    Row("POST /api/bank-accounts/{pk}/restore/",     401, 200, 404, 404, statements.lost_account),
    Row("GET /api/transactions/",                    401, 200, 200, 200, statements.transaction),
    Row("POST /api/transactions/",                   401, 201, 201, 201, statements.purchase),
    Row("PATCH /api/transactions/{pk}/",             401, 200, 404, 404, statements.edit),
    Row("GET /api/transactions/totals/",             401, 200, 200, 200, statements.spending),
    Row("GET /api/transactions/spelling/",           401, 200, 200, 200, statements.misspelled),
    Row("POST /api/transactions/categorise/",        401, 200, 200, 200, statements.categorising),
    Row("POST /api/transactions/delete/",            401, 200, 200, 200, statements.deletion),
    Row("POST /api/changes/{pk}/undo/",              401, 200, 404, 404, statements.change),
    Row("GET /api/transactions/export/",             401, 200, 200, 200, statements.transaction),
    Row("GET /api/transactions/export-json-lines/",  401, 200, 200, 200, statements.transaction),
    Row("GET /api/spending/",                        401, 200, 200, 200, statements.spending),
    Row("GET /api/spending/recurring/",              401, 200, 200, 200, statements.subscription),
    Row("GET /api/categories/",                      401, 200, 200, 200, statements.category),
    Row("POST /api/categories/",                     401, 201, 201, 201, statements.new_category),
    Row("PATCH /api/categories/",                    401, 200, 404, 404, statements.category_edit),
    Row("POST /api/categories/merge/",               401, 200, 404, 404, statements.merge),
    Row("GET /api/category-rules/",                  401, 200, 200, 200, statements.rule),
    Row("POST /api/category-rules/",                 401, 201, 201, 201, statements.repeated_rule),
    Row("DELETE /api/category-rules/{pk}/",          401, 204, 404, 404, statements.rule),
    Row("PATCH /api/category-rules/{pk}/",           401, 200, 404, 404, statements.rule_edit),
    Row("POST /api/category-rules/preview/",         401, 200, 404, 404, statements.rule_preview),
    Row("POST /api/category-rules/{pk}/apply/",      401, 200, 404, 404, statements.usable_rule),
    # sample: statements end

    # sample: links begin
    Row("GET /api/links/rss/{which}/",               200, 200, 200, 200, links.rss),
    Row("GET /api/links/rss/site/{site}/",           200, 200, 200, 200, links.rss),
    Row("GET /api/links/rss/by/{username}/",         200, 200, 200, 200, links.rss),
    Row("GET /api/links/rss/comments/",              200, 200, 200, 200),
    # sample: links end

    Row("socket /ws/graphql/",            "open", "open", "open", "open", accounts.connection_init),
    # sample: links begin
    # There are none over HTTP; over the WebSocket they return what the queries return.
    Row("subscription linkCreated",       NONE, NONE, NONE, NONE, links.link_created),
    Row("subscription linkCounts",        NONE, NONE, NONE, NONE, links.link_counts),
    Row("subscription commentCreated",    NONE, NONE, NONE, NONE, links.comment_created),
    # sample: links end

    # Links and accounts over GraphQL: "data", "null", or the code of an error
    Row("query me",                        UNAUTH, YES, YES, YES, accounts.me),
    Row("query users",                     YES, YES, YES, YES, accounts.users),
    # sample: links begin
    Row("query links",                     YES, YES, YES, YES, links.query("links { id }")),
    Row("query votes",                     YES, YES, YES, YES, links.query("votes { id }")),
    Row("query feed",                      YES, YES, YES, YES, links.connection("feed")),
    Row("query frontPage",                 YES, YES, YES, YES, links.front_page),
    Row("query linksOf",                   YES, YES, YES, YES, links.links_of),
    Row("query comments",                  YES, YES, YES, YES, links.connection("comments")),
    Row("query searchLinks",               YES, YES, YES, YES, links.search_links),
    Row("query searchComments",            YES, YES, YES, YES, links.search_comments),
    Row("query moderations",               YES, YES, YES, YES, links.connection("moderations")),
    Row("query relayLinks",                YES, YES, YES, YES, links.connection("relayLinks")),
    Row("query savedLinks",                UNAUTH, YES, YES, YES, links.saved),
    Row("query hiddenLinks",               UNAUTH, YES, YES, YES, links.hidden),
    Row("query answers",                   UNAUTH, YES, YES, YES, links.answers),
    Row("query unreadReplies",             UNAUTH, YES, YES, YES, links.query("unreadReplies")),
    Row("query link",                      YES, YES, YES, YES, links.link),
    Row("query profile",                   YES, YES, YES, YES, links.profile),
    Row("query rights",                    UNAUTH, YES, YES, YES, links.query("rights { karma }")),
    Row("query relayLink",                 YES, YES, YES, YES, links.relay_link),
    # sample: links end
    Row("mutation createUser",             YES, YES, YES, YES, accounts.create_user),
    Row("mutation tokenAuth",              WRONG, WRONG, WRONG, WRONG, accounts.guessed_password),
    Row("mutation verifyToken",            BAD, BAD, BAD, BAD, accounts.verify_guessed),
    Row("mutation refreshToken",           BAD, BAD, BAD, BAD, accounts.refresh_guessed),
    # sample: links begin
    Row("mutation createLink",             UNAUTH, YES, YES, YES, links.create_link),
    Row("mutation relayCreateLink",        UNAUTH, YES, YES, YES, links.relay_create_link),
    Row("mutation readTitle",             UNAUTH, YES, YES, YES, links.read_title),
    Row("mutation editLink",               UNAUTH, YES, NO, NO, links.edit_link),
    Row("mutation deleteLink",             UNAUTH, YES, NO, NO, links.delete_link),
    Row("mutation createVote",             UNAUTH, YES, YES, YES, links.create_vote),
    Row("mutation removeVote",             UNAUTH, YES, YES, YES, links.remove_vote),
    Row("mutation saveLink",               UNAUTH, YES, YES, YES, links.save_link),
    Row("mutation hideLink",               UNAUTH, YES, YES, YES, links.hide_link),
    Row("mutation createComment",          UNAUTH, YES, YES, YES, links.create_comment),
    Row("mutation editComment",            UNAUTH, YES, NO, NO, links.edit_comment),
    Row("mutation deleteComment",          UNAUTH, YES, NO, NO, links.delete_comment),
    Row("mutation restoreComment",         UNAUTH, YES, NO, NO, links.restore_comment),
    Row("mutation voteOnComment",          UNAUTH, NO, YES, YES, links.vote_on_comment),
    Row("mutation flag",                   UNAUTH, NO, NO, NO, links.flag),
    Row("mutation moderate",               UNAUTH, NO, NO, YES, links.moderate),
    Row("mutation editProfile",            UNAUTH, YES, YES, YES, links.edit_profile),
    Row("mutation markRepliesRead",        UNAUTH, YES, YES, YES, links.mark_replies_read),
    # sample: links end

    # Scaling: for staff, unless a live setting opens it. A task still belongs to its owner.
    Row("GET /api/scaling/",                         401, 403, 403, 200),
    Row("GET /api/scaling/",                         401, 200, 200, 200, live_settings=OPEN),
    Row("GET /api/scaling/",                         200, 200, 200, 200, live_settings=PUBLIC),
    Row("GET /api/scaling/history/",                 401, 403, 403, 200),
    Row("GET /api/scaling/history/",                 200, 200, 200, 200, live_settings=PUBLIC),
    Row("POST /api/scaling/demo-tasks/",             401, 403, 403, 201, fixtures.new_demo),
    Row("DELETE /api/scaling/demo-tasks/{demo_id}/", 401, 403, 403, 404, fixtures.demo),
    Row("DELETE /api/scaling/demo-tasks/{demo_id}/", 401, 204, 404, 404, fixtures.demo, OPEN),
    Row("POST /api/scaling/dead-letters/{run}/",     401, 403, 403, 204, fixtures.dead_letter),
    Row("DELETE /api/scaling/dead-letters/{run}/",   401, 403, 403, 204, fixtures.dead_letter),

    # The admin, each model with all of its pages; others are redirected to the login.
    Row("admin accounts.archive",                    302, 302, 302, 200),
    Row("admin accounts.passkey",                    302, 302, 302, 200),
    Row("admin accounts.pendingsignup",              302, 302, 302, 200),
    Row("admin accounts.undeliveredmail",            302, 302, 302, 200),
    Row("admin accounts.recoverycode",               302, 302, 302, 200),
    Row("admin accounts.securityevent",              302, 302, 302, 200),
    Row("admin accounts.session",                    302, 302, 302, 200),
    Row("admin accounts.totp",                       302, 302, 302, 200),
    Row("admin accounts.user",                       302, 302, 302, 200),
    Row("admin auth.group",                          302, 302, 302, 200),
    Row("admin constance.config",                    302, 302, 302, 200),
    # sample: links begin
    Row("admin links.comment",                       302, 302, 302, 200),
    Row("admin links.commentvote",                   302, 302, 302, 200),
    Row("admin links.flag",                          302, 302, 302, 200),
    Row("admin links.hiddenlink",                    302, 302, 302, 200),
    Row("admin links.link",                          302, 302, 302, 200),
    Row("admin links.moderation",                    302, 302, 302, 200),
    Row("admin links.profile",                       302, 302, 302, 200),
    Row("admin links.savedlink",                     302, 302, 302, 200),
    Row("admin links.searchentry",                   302, 302, 302, 200),
    Row("admin links.searchword",                    302, 302, 302, 200),
    Row("admin links.vote",                          302, 302, 302, 200),
    # sample: links end
    Row("admin social_django.usersocialauth",        302, 302, 302, 200),
    # sample: statements begin
    Row("admin statements.bankaccount",              302, 302, 302, 200),
    Row("admin statements.category",                 302, 302, 302, 200),
    Row("admin statements.categoryrule",             302, 302, 302, 200),
    Row("admin statements.rememberedanswers",        302, 302, 302, 200),
    Row("admin statements.spending",                 302, 302, 302, 200),
    Row("admin statements.stalespending",            302, 302, 302, 200),
    Row("admin statements.transactionchange",        302, 302, 302, 200),
    Row("admin statements.transactiontext",          302, 302, 302, 200),
    Row("admin statements.refusedrow",               302, 302, 302, 200),
    Row("admin statements.statement",                302, 302, 302, 200),
    Row("admin statements.transaction",              302, 302, 302, 200),
    # sample: statements end

    # Flower: every page but the health check requires the session of the admin.
    Row("flower /flower/workers",                    302, 302, 302, 200),
    Row("flower /flower/metrics",                    302, 302, 302, 200),
    Row("flower /flower/healthcheck",                200, 200, 200, 200),
)
# fmt: on


def parametrize_rows(*kinds: str) -> pytest.MarkDecorator:
    """Run the test for each row of these kinds and each role."""
    tries = [
        pytest.param(row, role, id=f"{row.name} as {role}{' where open' * bool(row.live_settings)}")
        for row in ROWS
        if row.kind in kinds
        for role in ROLES
    ]
    return pytest.mark.parametrize(("row", "role"), tries)


def create_fixture(row: Row, users: Mapping[str, User | None]) -> EndpointFixture:
    owner = users["owner"]
    assert owner is not None
    return row.factory(owner)
