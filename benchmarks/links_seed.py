"""Fill the database of DATABASE_URL with generated links: `python -m benchmarks.links_seed`.

The database has to be migrated and without links. A million links with five million votes, a
million comments and 100,000 users; word frequencies follow a power law; one link has a thread of
1,000 comments.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter

import psycopg
from psycopg import sql

LINKS = 1_000_000
THREAD = 1_000

USERS = """
INSERT INTO accounts_user (password, is_superuser, is_staff, is_active, date_joined, email, handle)
SELECT '!', false, false, true, now() - interval '3 years', 'reader' || n || '@seed.invalid',
    'reader' || n
FROM generate_series(1, {users}) AS n
"""
WORDS = """
CREATE TEMPORARY TABLE words AS
SELECT n, (ARRAY['ba','ke','li','mo','nu','pra','ste','tri','vo','za','che','du'])[1 + n % 12]
    || (ARRAY['ron','lin','mer','tas','vel','dor','gan','pil','sun','wex'])[1 + n / 12 % 10]
    || (ARRAY['a','o','ity','ing','er','um','ist','ade'])[1 + n / 120 % 8]
    || CASE WHEN n >= 960 THEN chr(97 + n / 960 % 26) || chr(97 + n / 25 % 26) ELSE '' END AS word
FROM generate_series(0, 19999) AS n
"""
# Of 20,000 words the first are the most common.
TITLE = """(SELECT string_agg(words[1 + floor(20000 * power(random() + 0 * i, 4))::int], ' ')
    FROM generate_series(1, 5 + n % 4) AS i)"""
LINK = """
INSERT INTO links_link (title, url, canonical_url, site, text, posted_by_id, status, score,
    comment_count, rank, created_at)
SELECT initcap({title}), 'https://' || site || '/' || n, site || '/' || n, site, '',
    {first_user} + (n::bigint * 7919) % {users}, 'live', votes, 0,
    -1 / (1 + power(votes - 1, 0.8)), now() - ({links} - n) * interval '2 years' / {links}
FROM (
    SELECT n, 'site' || floor(5000 * power(random(), 3)) || '.example' AS site,
        -- No user votes twice, even if there are few users.
        least({users}, 1 + floor(
            -ln(1 - random()) * 3.6 + CASE WHEN random() < 0.002 THEN 350 ELSE 0 END
        )::int) AS votes
    FROM generate_series(1, {links}) AS n
) AS made, (SELECT array_agg(word ORDER BY n) AS words FROM words) AS vocabulary
ORDER BY n
"""
VOTE = """
INSERT INTO links_vote (link_id, user_id, created_at)
SELECT l.id, {first_user} + (l.id * 7919 + k * 104729) % {users}, l.created_at
FROM links_link AS l CROSS JOIN LATERAL generate_series(0, l.score - 1) AS k
"""
COMMENT = """
INSERT INTO links_comment (link_id, parent_id, author_id, body, status, score, created_at)
SELECT l.id, NULL, {first_user} + (n::bigint * 104729) % {users}, {title}, 'live', n % 7,
    l.created_at
FROM (SELECT n, 1 + floor({links} * random())::bigint AS place
    FROM generate_series(1, {comments}) AS n) AS made
JOIN links_link AS l ON l.id = {first_link} + place - 1,
    (SELECT array_agg(word ORDER BY n) AS words FROM words) AS vocabulary
"""
DISCUSSION = """
INSERT INTO links_comment (link_id, parent_id, author_id, body, status, score, created_at)
SELECT {last_link}, NULL, {first_user} + n % {users}, 'Comment number ' || n, 'live', n % 9,
    now()
FROM generate_series(1, {thread}) AS n
"""
REPLIES = """
UPDATE links_comment SET parent_id = id - 1 - id % 7 WHERE link_id = {last_link} AND id % 3 > 0
    AND id - 1 - id % 7 >= (SELECT min(id) FROM links_comment WHERE link_id = {last_link})
"""
COUNTS = """
UPDATE links_link SET comment_count = found.count FROM (
    SELECT link_id, count(*) FROM links_comment GROUP BY link_id
) AS found WHERE found.link_id = links_link.id
"""
LINK_ENTRY = """
INSERT INTO links_searchentry (link_id, words, vector)
SELECT id, title || E'\\n' || url, setweight(to_tsvector('english', title), 'A')
    || setweight(to_tsvector('english', replace(site, '.', ' ')), 'B')
FROM links_link ORDER BY id
"""
COMMENT_ENTRY = """
INSERT INTO links_searchentry (link_id, comment_id, words, vector)
SELECT link_id, id, '', setweight(to_tsvector('english', body), 'D') FROM links_comment ORDER BY id
"""
KNOWN = """
INSERT INTO links_searchword (word) SELECT word FROM words WHERE length(word) >= 4
ON CONFLICT DO NOTHING
"""
TABLES = ("links_link", "links_vote", "links_comment", "links_searchentry")
# Non-unique indexes are built faster than updated.
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%'
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""


def seed(url: str, *, links: int = LINKS, say: Callable[[str], None] = print) -> None:
    """Create `links` links, as many comments, five times as many votes, a tenth as many users."""
    began = perf_counter()
    with psycopg.connect(url, autocommit=True) as connection:
        run = connection.execute
        run("SET maintenance_work_mem = '512MB'")
        run("SET synchronous_commit = off")
        indexes = run(INDEXES, [list(TABLES)]).fetchall()
        keys = run(FOREIGN_KEYS, [list(TABLES)]).fetchall()
        for name, _ in indexes:
            run(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        for table, name, _ in keys:
            run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        known: dict[str, int | str] = {
            "links": links,
            "users": links // 10,
            "comments": links - THREAD,
            "thread": THREAD,
            "title": TITLE,
        }
        for name, query in (("users", USERS), ("words", WORDS), ("links", LINK), ("votes", VOTE)):
            _timed(say, name, partial(run, query.format(**known)))
            if name == "users":
                known["first_user"] = _lowest(
                    connection, "accounts_user WHERE handle LIKE 'reader%'"
                )
            if name == "links":
                first = _lowest(connection, "links_link")
                known["first_link"], known["last_link"] = first, first + links - 1
        run("CREATE INDEX comment_of_seed ON links_comment (link_id)")
        for name, query in (
            ("comments", COMMENT),
            ("a thread", DISCUSSION),
            ("its replies", REPLIES),
            ("counts", COUNTS),
            ("the search index of links", LINK_ENTRY),
            ("the search index of comments", COMMENT_ENTRY),
            ("the words", KNOWN),
        ):
            _timed(say, name, partial(run, query.format(**known)))
        run("DROP INDEX comment_of_seed")
        for name, definition in indexes:
            _timed(say, name, partial(run, definition))
        for table, name, definition in keys:
            run(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        _timed(say, "live ranks", partial(run, LIVE_RANKS))
        _timed(say, "VACUUM ANALYZE", partial(run, "VACUUM ANALYZE"))
    say(f"{links:,} links were created in {perf_counter() - began:.0f} s.")


LIVE_RANKS = """
UPDATE links_link SET rank = 0 WHERE created_at > now() - interval '7 days'
"""


def _lowest(connection: psycopg.Connection[tuple[int, ...]], table: str) -> int:
    found = connection.execute(f"SELECT min(id) FROM {table}").fetchone()  # noqa: S608 table is a constant
    assert found
    return found[0]


def _timed(say: Callable[[str], None], name: str, do: Callable[[], object]) -> None:
    began = perf_counter()
    do()
    say(f"  {name:<36}{perf_counter() - began:>7.1f} s")


if __name__ == "__main__":
    seed(os.environ["DATABASE_URL"], links=int(sys.argv[1]) if len(sys.argv) > 1 else LINKS)
