from datetime import timedelta
from itertools import count
from random import Random

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.comments import create_comment
from apps.links.models import Comment, Link
from apps.links.submissions import submit_link
from apps.links.voting import cast_vote

_numbers = count(1)


def make_link(
    *,
    by: User | None = None,
    score: int = 1,
    hours: float = 0,
    title: str = "",
    url: str | None = None,
    text: str = "",
) -> Link:
    """Create a link of this age in hours. Only its author has voted, whatever its score."""
    number = next(_numbers)
    url = f"https://example.com/{number}" if url is None else url
    made = submit_link(user=by or make_user(), title=title or f"Link {number}", url=url, text=text)
    Link.objects.filter(pk=made.link.pk).update(
        score=score, created_at=timezone.now() - timedelta(hours=hours)
    )
    made.link.refresh_from_db()
    return made.link


def make_links(count: int, *, chance: Random) -> list[int]:
    """Create links of the last three weeks, with ids in order of age, and return the ids."""
    author = make_user()
    hours = sorted((chance.uniform(0, 500) for _ in range(count)), reverse=True)
    now = timezone.now()
    links = Link.objects.bulk_create(
        [
            Link(
                title=f"Link {number}",
                url=f"https://example.com/{number}",
                canonical_url=f"example.com/{number}",
                site="example.com",
                posted_by=author,
                score=chance.choice([1, 1, 2, 3, 40, 200]),
                created_at=now - timedelta(hours=age),
            )
            for number, age in enumerate(hours)
        ]
    )
    return [link.pk for link in links]


def make_comment(
    *, on: Link, by: User | None = None, under: Comment | None = None, body: str = "Indeed."
) -> Comment:
    return create_comment(
        user=by or make_user(), link_id=on.pk, parent_id=under.pk if under else None, body=body
    )


def make_votes(link: Link, number: int) -> list[User]:
    voters = [make_user() for _ in range(number)]
    for voter in voters:
        cast_vote(user=voter, link_id=link.pk)
    return voters
