import pytest
from django.db.models import Count

from apps.accounts.models import User
from apps.links.demo import LINKS, PERIOD_HOURS, TEXTS, create_demo_links
from apps.links.feeds import replies
from apps.links.models import Comment, Link
from apps.links.ranking import ACTIVE_PERIOD

pytestmark = pytest.mark.django_db


def test_create_demo_links_is_consistent(alice: User) -> None:
    create_demo_links(reader=alice)

    assert Link.objects.count() == len(LINKS) + len(TEXTS)
    assert ACTIVE_PERIOD.total_seconds() / 3600 > PERIOD_HOURS
    for link in Link.objects.annotate(voters=Count("votes")):
        assert link.score == link.voters
        assert link.comment_count == link.comments.count()
    by_key = list(Link.objects.order_by("pk").values_list("created_at", flat=True))
    assert by_key == sorted(by_key)
    assert Comment.objects.filter(parent__isnull=False).exists()
    # For what she brought herself, and for the best.
    assert alice.votes.count() == 2
    assert replies(to=alice).exists()


def test_create_demo_links_runs_once(alice: User) -> None:
    for _ in range(2):
        create_demo_links(reader=alice)
    assert Link.objects.count() == len(LINKS) + len(TEXTS)
