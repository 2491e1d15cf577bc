"""The migration that gives stored links the canonical URLs of today."""

from importlib import import_module

import pytest
from django.apps import apps

from apps.accounts.tests.factories import make_user
from apps.links.models import Link, Status
from apps.links.submissions import submit_link
from apps.links.tests.factories import make_link

pytestmark = pytest.mark.django_db
migration = import_module("apps.links.migrations.0003_recompute_canonical_urls")


def make_old_link(
    *, url: str, key: str, site: str = "example.com", status: str = Status.LIVE
) -> Link:
    """Create a link with the canonical URL and site that an earlier release stored."""
    link = make_link()
    Link.objects.filter(pk=link.pk).update(url=url, canonical_url=key, site=site, status=status)
    return link


def recompute() -> None:
    migration.recompute_canonical_urls(apps, None)


def stored(link: Link) -> tuple[str, str]:
    link.refresh_from_db()
    return link.canonical_url, link.site


def test_recompute_gives_old_links_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "BATCH_SIZE", 2)
    german = make_old_link(
        url="https://straße.example/", key="strasse.example", site="strasse.example"
    )
    tilde = make_old_link(url="https://example.com/%7Ea?ref=x", key="example.com/%7Ea?ref=x")
    removed = make_old_link(
        url="https://example.com/a/../b", key="example.com/a/../b", status=Status.HIDDEN
    )
    unchanged, text = make_link(), make_link(url="", text="Well?")
    before = stored(unchanged)
    recompute()
    recompute()
    assert stored(german) == ("xn--strae-oqa.example", "xn--strae-oqa.example")
    assert stored(tilde) == ("example.com/~a", "example.com")
    assert stored(removed) == ("example.com/b", "example.com")
    assert stored(unchanged) == before
    assert stored(text) == ("", "")
    made = submit_link(user=make_user(), title="Again", url="https://example.com/~a")
    assert (made.link.pk, made.is_duplicate) == (tilde.pk, True)


def test_recompute_leaves_links_of_one_page_alone() -> None:
    first = make_old_link(url="https://example.com/./a", key="example.com/./a", site="old.example")
    second = make_link(url="https://example.com/a")
    recompute()
    assert stored(first) == ("example.com/./a", "example.com")
    assert stored(second) == ("example.com/a", "example.com")
    assert not Link.objects.exclude(status=Status.LIVE).exists()


def test_recompute_leaves_links_with_invalid_url_alone() -> None:
    link = make_old_link(url="https://xn--a.example/", key="xn--a.example", site="xn--a.example")
    recompute()
    assert stored(link) == ("xn--a.example", "xn--a.example")
