import pytest
from django.db.models import Count

from apps.accounts.models import User
from apps.links.demo import HOURS, LINKS, TEXTS, give_demo_links
from apps.links.feeds import answers
from apps.links.models import Comment, Link
from apps.links.ranking import MOVES_FOR

pytestmark = pytest.mark.django_db


def test_the_demo_is_a_week_that_could_have_been(alice: User) -> None:
    give_demo_links(reader=alice)

    assert Link.objects.count() == len(LINKS) + len(TEXTS)
    assert MOVES_FOR.total_seconds() / 3600 > HOURS
    for link in Link.objects.annotate(voters=Count("votes")):
        assert link.score == link.voters
        assert link.comment_count == link.comments.count()
    by_key = list(Link.objects.order_by("pk").values_list("created_at", flat=True))
    assert by_key == sorted(by_key)
    assert Comment.objects.filter(parent__isnull=False).exists()
    # For what she brought herself, and for the best.
    assert alice.votes.count() == 2
    assert answers(to=alice).exists()


def test_it_is_given_once(alice: User) -> None:
    for _ in range(2):
        give_demo_links(reader=alice)
    assert Link.objects.count() == len(LINKS) + len(TEXTS)
