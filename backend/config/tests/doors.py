"""Every door of the application, and who gets through.

A row stands for one way in: a method and a path as `urls.py` spells it, a field of GraphQL, a
socket, the pages of a model in the admin, or a page of Flower. Four outcomes follow, for

    anonymous   nobody
    owner       who owns the thing behind the door, where there is one
    outsider    somebody else who is signed in
    staff       a superuser with a second factor, and to what belongs to others an outsider

each a status; or "data", "null" or an error's code of GraphQL; or "open" or a close code of a
socket. `test_doors.py` tries them all. It fails where a door has no row, or a row no door.

To add one: write its row. Where the path has a `{name}` or something is sent, name a factory of
`things.py` or `own_things.py` as well: it says what stands in the path, what is sent, which
text nobody but the owner may read in the answer, and how to see that neither an outsider nor
whoever was refused changed anything. `live` are live settings that are unlike the defaults of
production.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.tests import link_things as links
from config.tests import own_things as own
from config.tests import things
from config.tests.things import Factory

PERSONS = ("anonymous", "owner", "outsider", "staff")
OPEN = {"SCALING_OPEN": True}
YES, NOBODY, NO = "data", "UNAUTHENTICATED", "FORBIDDEN"
WRONG, BAD, NONE = "INVALID_CREDENTIALS", "BAD_TOKEN", "BAD_REQUEST"


@dataclass(frozen=True)
class Door:
    name: str
    anonymous: int | str
    owner: int | str
    outsider: int | str
    staff: int | str
    of: Factory = things.nothing
    live: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """GET, POST, PUT, PATCH, DELETE, query, mutation, socket, admin or flower."""
        return self.name.split()[0]

    @property
    def path(self) -> str:
        return self.name.split()[1]

    def outcome(self, person: str) -> int | str:
        outcome: int | str = getattr(self, person)
        return outcome


# fmt: off
DOORS = (
    # For everybody                                anonymous owner outsider staff
    Door("GET /api/health-check/",                       200, 200, 200, 200),
    Door("GET /api/ready/",                              200, 200, 200, 200),
    Door("GET /api/site/",                               200, 200, 200, 200),
    Door("GET /api/schema/",                             200, 200, 200, 200),
    Door("GET /api/docs/",                               200, 200, 200, 200),
    Door("GET /api/",                                    404, 404, 404, 404),
    Door("GET /static/{path}",                           400, 400, 400, 400, things.server_file),
    Door("GET /graphql/",                                400, 400, 400, 400),
    Door("POST /api/celery-metrics/",                    401, 401, 401, 401, things.guessed_token),

    # Files, which their links open
    Door("GET /media/{name}",                            200, 200, 200, 200, things.public_file),
    Door("GET /media/private/{name}",                    403, 403, 403, 403, things.private_file),
    Door("GET /media/private/{name}",                    200, 200, 200, 200, things.private_link),
    # In development and tests alone: production has no mailbox.
    Door("GET /mailbox/",                                200, 200, 200, 200),

    # Signing in: who knows a password, a token or a link is whose they are.
    Door("POST /api/session/",                           200, 200, 200, 200, own.password),
    Door("POST /api/session/second-factor/",             200, 200, 200, 200, own.challenge),
    Door("POST /api/session/second-factor/",             401, 401, 401, 401, own.token_challenge),
    Door("POST /api/session/passkey/options/",           200, 200, 200, 200),
    Door("POST /api/session/passkey/",                   401, 401, 401, 401, own.guessed_passkey),
    Door("POST /api/session/refresh/",                   204, 200, 200, 200),
    Door("DELETE /api/session/",                         204, 204, 204, 204),
    Door("POST /api/token/",                             200, 200, 200, 200, own.password),
    Door("POST /api/token/second-factor/",               200, 200, 200, 200, own.token_challenge),
    Door("POST /api/token/second-factor/",               401, 401, 401, 401, own.challenge),
    Door("POST /api/token/refresh/",                     200, 200, 200, 200, own.refresh_token),
    Door("POST /api/token/revoke/",                      204, 204, 204, 204, own.refresh_token),
    Door("POST /api/token/verify/",                      200, 200, 200, 200, own.refresh_token),
    Door("GET /api/social/",                             200, 200, 200, 200),
    Door("POST /api/social/{backend}/begin/",            200, 200, 200, 200, own.way_to_a_provider),
    Door("POST /api/social/{backend}/begin/",            401, 200, 200, 200, own.way_to_link),
    Door("POST /api/social/{backend}/",                  400, 400, 400, 400, own.guessed_answer),
    Door("POST /api/users/",                             202, 202, 202, 202, own.newcomer),
    Door("POST /api/users/confirm/",                     201, 201, 201, 201, own.sign_up_link),
    Door("POST /api/users/confirm-email/",               200, 200, 200, 200, own.address_link),
    Door("POST /api/password-resets/",                   202, 202, 202, 202, own.address),
    # Whoever signs in needs no reset: what links were sent are void.
    Door("POST /api/password-resets/confirm/",           204, 400, 204, 204, own.reset_link),

    # One's own account, whoever one is; staff has a second factor, and is the last superuser.
    Door("GET /api/users/me/",                           401, 200, 200, 200, own.account),
    Door("POST /api/users/me/confirmation/",             401, 204, 204, 204, own.password_alone),
    Door("POST /api/users/me/email/",                    401, 202, 202, 202, own.another_address),
    Door("PUT /api/users/me/password/",                  401, 200, 200, 200, own.another_password),
    Door("POST /api/users/me/deletion/",                 401, 202, 202, 409, own.account),
    Door("DELETE /api/users/me/deletion/",               401, 204, 204, 204, own.deletion),
    Door("GET /api/archives/",                           401, 200, 200, 200, own.archive),
    Door("POST /api/archives/",                          401, 202, 202, 202),
    Door("GET /api/archives/{pk}/",                      401, 200, 404, 404, own.archive),
    Door("GET /api/sessions/",                           401, 200, 200, 200, own.sessions),
    Door("DELETE /api/sessions/",                        401, 204, 204, 204, own.sessions),
    Door("DELETE /api/sessions/{session_id}/",           401, 204, 404, 404, own.session),
    Door("GET /api/security-events/",                    401, 200, 200, 200, own.security_event),
    Door("GET /api/second-factor/",                      401, 200, 200, 200),
    Door("POST /api/second-factor/totp/",                401, 201, 201, 409),
    Door("POST /api/second-factor/totp/confirm/",        401, 200, 400, 400, own.new_authenticator),
    Door("DELETE /api/second-factor/totp/",              401, 204, 404, 204, own.authenticator),
    Door("POST /api/second-factor/recovery-codes/",      401, 200, 404, 200, own.recovery_codes),
    Door("GET /api/passkeys/",                           401, 200, 200, 200, own.passkey),
    Door("POST /api/passkeys/",                          401, 400, 400, 400, own.guessed_passkey),
    Door("POST /api/passkeys/options/",                  401, 200, 200, 200),
    Door("PATCH /api/passkeys/{pk}/",                    401, 200, 404, 404, own.passkey),
    Door("DELETE /api/passkeys/{pk}/",                   401, 204, 404, 404, own.passkey),
    Door("GET /api/social-accounts/",                    401, 200, 200, 200, own.social_account),
    Door("DELETE /api/social-accounts/{backend}/",       401, 204, 404, 404, own.social_account),
    Door("POST /api/admin-session/",                     401, 403, 403, 204),
    Door("DELETE /api/admin-session/",                   401, 403, 403, 204),
    Door("POST /api/socket-tickets/",                    401, 201, 201, 201),
    Door("socket /ws/live/",                             4401, "open", "open", "open"),

    # Statements
    Door("GET /api/statements/",                         401, 200, 200, 200, things.statement),
    Door("POST /api/statements/",                        401, 201, 201, 201, things.upload),
    Door("GET /api/statements/{pk}/",                    401, 200, 404, 404, things.statement),
    Door("DELETE /api/statements/{pk}/",                 401, 204, 404, 404, things.statement),
    Door("GET /api/statements/{pk}/file/",               401, 200, 404, 404, things.statement),
    Door("POST /api/statements/{pk}/choose/",            401, 200, 404, 404, things.question),
    Door("GET /api/statements/{pk}/refused/",            401, 200, 404, 404, things.refused_row),
    Door(
        "POST /api/statements/{pk}/refused/{line}/correct/",
                                                         401, 200, 404, 404, things.correction,
    ),
    Door("GET /api/transactions/",                       401, 200, 200, 200, things.transaction),
    Door("GET /api/transactions/totals/",                401, 200, 200, 200, things.spending),
    Door("POST /api/transactions/categorise/",           401, 200, 200, 200, things.choice),
    Door("GET /api/transactions/export/",                401, 200, 200, 200, things.transaction),
    Door("GET /api/transactions/export-json-lines/",     401, 200, 200, 200, things.transaction),
    Door("GET /api/spending/",                           401, 200, 200, 200, things.spending),
    Door("GET /api/spending/recurring/",                 401, 200, 200, 200, things.subscription),
    Door("GET /api/categories/",                         401, 200, 200, 200, things.rule),
    Door("GET /api/category-rules/",                     401, 200, 200, 200, things.rule),
    Door("POST /api/category-rules/",                    401, 201, 201, 201, things.same_rule),
    Door("DELETE /api/category-rules/{pk}/",             401, 204, 404, 404, things.rule),
    Door("POST /api/category-rules/{pk}/apply/",         401, 200, 404, 404, things.ready_rule),

    Door("GET /api/links/rss/{which}/",                  200, 200, 200, 200, links.rss),
    Door("GET /api/links/rss/site/{site}/",              200, 200, 200, 200, links.rss),
    Door("GET /api/links/rss/by/{username}/",            200, 200, 200, 200, links.rss),
    Door("GET /api/links/rss/comments/",                 200, 200, 200, 200),

    Door("socket /ws/graphql/",            "open", "open", "open", "open", links.hello),
    # By HTTP there are none: what the socket gives is what the queries give.
    Door("subscription linkCreated",       NONE, NONE, NONE, NONE, links.link_created),
    Door("subscription linkCounts",        NONE, NONE, NONE, NONE, links.link_counts),
    Door("subscription commentCreated",    NONE, NONE, NONE, NONE, links.comment_created),

    # Links and accounts over GraphQL: "data", "null", or the code of a refusal
    Door("query me",                        NOBODY, YES, YES, YES, links.me),
    Door("query users",                     YES, YES, YES, YES, links.users),
    Door("query links",                     YES, YES, YES, YES, links.asks("links { id }")),
    Door("query votes",                     YES, YES, YES, YES, links.asks("votes { id }")),
    Door("query feed",                      YES, YES, YES, YES, links.page_of("feed")),
    Door("query linksOf",                   YES, YES, YES, YES, links.links_of),
    Door("query comments",                  YES, YES, YES, YES, links.page_of("comments")),
    Door("query searchLinks",               YES, YES, YES, YES, links.search_links),
    Door("query searchComments",            YES, YES, YES, YES, links.search_comments),
    Door("query moderations",               YES, YES, YES, YES, links.page_of("moderations")),
    Door("query relayLinks",                YES, YES, YES, YES, links.page_of("relayLinks")),
    Door("query savedLinks",                NOBODY, YES, YES, YES, links.saved),
    Door("query hiddenLinks",               NOBODY, YES, YES, YES, links.hidden),
    Door("query answers",                   NOBODY, YES, YES, YES, links.answers),
    Door("query link",                      YES, YES, YES, YES, links.link),
    Door("query profile",                   YES, YES, YES, YES, links.profile),
    Door("query rights",                    NOBODY, YES, YES, YES, links.asks("rights { karma }")),
    Door("query relayLink",                 YES, YES, YES, YES, links.relay_link),
    Door("mutation createUser",             YES, YES, YES, YES, links.create_user),
    Door("mutation tokenAuth",              WRONG, WRONG, WRONG, WRONG, links.guessed_password),
    Door("mutation verifyToken",            BAD, BAD, BAD, BAD, links.verify_guess),
    Door("mutation refreshToken",           BAD, BAD, BAD, BAD, links.refresh_guess),
    Door("mutation createLink",             NOBODY, YES, YES, YES, links.create_link),
    Door("mutation relayCreateLink",        NOBODY, YES, YES, YES, links.relay_create_link),
    Door("mutation readTitle",             NOBODY, YES, YES, YES, links.read_title),
    Door("mutation editLink",               NOBODY, YES, NO, NO, links.edit_link),
    Door("mutation deleteLink",             NOBODY, YES, NO, NO, links.delete_link),
    Door("mutation createVote",             NOBODY, YES, YES, YES, links.create_vote),
    Door("mutation removeVote",             NOBODY, YES, YES, YES, links.remove_vote),
    Door("mutation saveLink",               NOBODY, YES, YES, YES, links.save_link),
    Door("mutation hideLink",               NOBODY, YES, YES, YES, links.hide_link),
    Door("mutation createComment",          NOBODY, YES, YES, YES, links.create_comment),
    Door("mutation editComment",            NOBODY, YES, NO, NO, links.edit_comment),
    Door("mutation deleteComment",          NOBODY, YES, NO, NO, links.delete_comment),
    Door("mutation voteOnComment",          NOBODY, NO, YES, YES, links.vote_on_comment),
    Door("mutation flag",                   NOBODY, NO, NO, NO, links.flag),
    Door("mutation moderate",               NOBODY, NO, NO, YES, links.moderate),

    # Scaling: for staff, until a live setting opens it. A task is its owner's all the same.
    Door("GET /api/scaling/",                            401, 403, 403, 200),
    Door("GET /api/scaling/",                            401, 200, 200, 200, live=OPEN),
    Door("GET /api/scaling/history/",                    401, 403, 403, 200),
    Door("POST /api/scaling/demo-tasks/",                401, 403, 403, 201, things.wish),
    Door("DELETE /api/scaling/demo-tasks/{demo_id}/",    401, 403, 403, 404, things.demo),
    Door("DELETE /api/scaling/demo-tasks/{demo_id}/",    401, 204, 404, 404, things.demo, OPEN),
    Door("POST /api/scaling/dead-letters/{run}/",        401, 403, 403, 204, things.dead_letter),
    Door("DELETE /api/scaling/dead-letters/{run}/",      401, 403, 403, 204, things.dead_letter),

    # The admin, each model with all of its pages; strangers are led to the sign-in.
    Door("admin accounts.archive",                       302, 302, 302, 200),
    Door("admin accounts.passkey",                       302, 302, 302, 200),
    Door("admin accounts.pendingsignup",                 302, 302, 302, 200),
    Door("admin accounts.recoverycode",                  302, 302, 302, 200),
    Door("admin accounts.securityevent",                 302, 302, 302, 200),
    Door("admin accounts.session",                       302, 302, 302, 200),
    Door("admin accounts.totp",                          302, 302, 302, 200),
    Door("admin accounts.user",                          302, 302, 302, 200),
    Door("admin auth.group",                             302, 302, 302, 200),
    Door("admin constance.config",                       302, 302, 302, 200),
    Door("admin links.comment",                          302, 302, 302, 200),
    Door("admin links.commentvote",                      302, 302, 302, 200),
    Door("admin links.flag",                             302, 302, 302, 200),
    Door("admin links.hiddenlink",                       302, 302, 302, 200),
    Door("admin links.link",                             302, 302, 302, 200),
    Door("admin links.moderation",                       302, 302, 302, 200),
    Door("admin links.savedlink",                        302, 302, 302, 200),
    Door("admin links.searchentry",                      302, 302, 302, 200),
    Door("admin links.searchword",                       302, 302, 302, 200),
    Door("admin links.vote",                             302, 302, 302, 200),
    Door("admin social_django.usersocialauth",           302, 302, 302, 200),
    Door("admin statements.categoryrule",                302, 302, 302, 200),
    Door("admin statements.rememberedanswers",           302, 302, 302, 200),
    Door("admin statements.spending",                    302, 302, 302, 200),
    Door("admin statements.stalespending",               302, 302, 302, 200),
    Door("admin statements.refusedrow",                  302, 302, 302, 200),
    Door("admin statements.statement",                   302, 302, 302, 200),
    Door("admin statements.transaction",                 302, 302, 302, 200),

    # Flower: one gate in front of every page but the health check.
    Door("flower /flower/workers",                       302, 302, 302, 200),
    Door("flower /flower/metrics",                       302, 302, 302, 200),
    Door("flower /flower/healthcheck",                   200, 200, 200, 200),
)
# fmt: on
