"""Sample links, votes and comments of one week, so that a new installation is not empty."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from apps.accounts.models import User
from apps.links.comments import create_comment
from apps.links.models import Comment, Link, Vote
from apps.links.ranking import compute_ranks
from apps.links.submissions import submit_link

AUTHORS = ("wren", "okapi", "juniper", "marlow", "tansy", "hollis", "sable", "quince")
LINKS = (
    ("How a city mapped its drinking fountains with postcards", "fieldnotes.example/fountains"),
    ("A spreadsheet that explains compound interest to children", "smallsums.example/interest"),
    ("Why our queue lost one message in ten million", "brokerdiary.example/lost-message"),
    ("The quiet joy of a static site", "slowweb.example/static"),
    ("Counting lorries from a balcony: a year of data", "fieldnotes.example/lorries"),
    ("Postgres row locks, drawn by hand", "lockpictures.example/postgres-rows"),
    ("Scaling to zero is a scheduling problem", "coldstart.example/zero"),
    ("An interview with a lighthouse keeper who writes firmware", "harbourlight.example/keeper"),
    ("What a bakery taught me about batch sizes", "smallsums.example/bakery"),
    ("Reading RFC 9457 so that you need not", "plainproblems.example/rfc-9457"),
    ("The bus timetable as a data structure", "transitpapers.example/timetable"),
    ("Measuring a kettle with a microphone", "kitchenlab.example/kettle"),
    ("We removed our cache and the site got faster", "coldstart.example/no-cache"),
    ("Keyboard layouts for authors with one hand", "reachable.example/one-hand"),
    ("A garden sensor that runs for six years on two cells", "kitchenlab.example/sensor"),
    ("Every chart on this page is a table first", "reachable.example/tables"),
    ("How libraries decide what to throw away", "stacks.example/weeding"),
    ("Undo is a feature, delete is a promise", "slowweb.example/undo"),
    ("Two pizzas, nine opinions: notes on small teams", "brokerdiary.example/small-teams"),
    ("The arithmetic of a fair coin", "smallsums.example/coin"),
    ("Typography for receipts", "plainproblems.example/receipts"),
    ("A night in the control room of a tram network", "transitpapers.example/night"),
    ("Property-based tests found our oldest bug", "brokerdiary.example/properties"),
    ("Repairing a radio with a hair dryer", "kitchenlab.example/radio"),
)
TEXTS = (
    ("Ask: which tool did you stop using this year?", "And what do you do instead?"),
    ("Ask: how do you split bills in a shared flat?", "We are five, and nobody likes to count."),
    ("Show: A calendar that only has weekends", "It prints on one page. What is missing?"),
)
COMMENTS = (
    "The second half is the better one: it shows what did not work.",
    "I tried this at home and got the same numbers, give or take a tenth.",
    "Has anybody a link to the raw data?",
    "We do it the other way about, for the reason that is given at the end.",
    "This is what I send to new colleagues in their first week.",
    "Careful: the third figure begins at ninety, not at zero.",
    "It reads well, but the cost of the machine itself is left out.",
    "Thank you for writing this up, it must have taken weeks.",
    "There was a talk about it two years ago with more details on the failures.",
    "I would have liked to see the version that was thrown away.",
)
REPLIES = (
    "The author says so in a footnote, one has to look for it.",
    "Agreed, though I would keep the first graph.",
    "What did you measure it with?",
    "It is linked from the last paragraph.",
)
PERIOD_HOURS = 6 * 24


def create_demo_links(*, reader: User) -> None:
    """Create the sample links, unless there are links already."""
    if Link.objects.exists():
        return
    random = Random(11)  # noqa: S311 the same demo everywhere
    now = timezone.now()
    with transaction.atomic():
        authors = [_get_or_create_author(name, now) for name in AUTHORS]
        # Oldest first: ids grow with time.
        posts = [(title, f"https://{url}", "") for title, url in LINKS]
        posts += [(title, "", text) for title, text in TEXTS]
        random.shuffle(posts)
        for number, (title, url, text) in enumerate(posts):
            age = PERIOD_HOURS * (1 - number / len(posts)) + random.uniform(0, 3)
            # The reader has asked a question, and finds replies to it.
            author = reader if title == TEXTS[0][0] else random.choice(authors)
            submission = submit_link(user=author, title=title, url=url, text=text)
            created_at = now - timedelta(hours=age)
            Link.objects.filter(pk=submission.link.pk).update(created_at=created_at)
            _add_votes(submission.link, random.sample(authors, random.randint(0, len(authors))))
            _add_comments(submission.link, authors, random, created_at=created_at, until=now)
        _add_votes(Link.objects.order_by("-score")[0], [reader])
        compute_ranks()


def _get_or_create_author(name: str, now: datetime) -> User:
    """Return a user without password, who joined over a year ago."""
    user = User.objects.filter(handle=name).first()
    if user is None:
        user = User.objects.create_user(f"{name}@demo.invalid", None, name)
        user.date_joined = now - timedelta(days=400)
        user.save(update_fields=["date_joined"])
    return user


def _add_votes(link: Link, users: list[User]) -> None:
    Vote.objects.bulk_create([Vote(user=user, link=link) for user in users], ignore_conflicts=True)
    count = Link.objects.annotate(votes_cast=Count("votes")).get(pk=link.pk).votes_cast
    Link.objects.filter(pk=link.pk).update(score=count)


def _add_comments(
    link: Link, authors: list[User], random: Random, *, created_at: datetime, until: datetime
) -> None:
    for body in random.sample(COMMENTS, random.randint(0, 5)):
        comment = create_comment(user=random.choice(authors), link_id=link.pk, body=body)
        commented_at = created_at + (until - created_at) * random.random()
        _set_time_and_score(comment, commented_at, score=random.randint(0, 9))
        if random.random() < 0.5:
            reply = create_comment(
                user=random.choice(authors),
                link_id=link.pk,
                parent_id=comment.pk,
                body=random.choice(REPLIES),
            )
            _set_time_and_score(
                reply, commented_at + (until - commented_at) * random.random(), score=0
            )


def _set_time_and_score(comment: Comment, created_at: datetime, *, score: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(created_at=created_at, score=score)
