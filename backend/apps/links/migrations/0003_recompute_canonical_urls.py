from typing import Any

from django.db import IntegrityError, migrations, transaction

# The present rules on purpose, not a copy of them: stored keys are compared with keys of new links.
from apps.links.canonical_urls import InvalidUrlError, canonicalize_url, get_site

BATCH_SIZE = 1000


def recompute_canonical_urls(apps: Any, schema_editor: Any) -> None:
    """Give stored links the canonical URL and site that they would get today.

    A link keeps its canonical URL where another live link has the new one: both stay, and new
    submissions of the page become votes for the other. Safe to run again.
    """
    links = apps.get_model("links", "Link").objects.exclude(url="").order_by("pk")
    columns = ("pk", "url", "canonical_url", "site")
    last = 0
    while batch := list(links.filter(pk__gt=last).values_list(*columns)[:BATCH_SIZE]):
        for pk, url, *old in batch:
            try:
                key, site = canonicalize_url(url), get_site(url)
            except InvalidUrlError:
                # It was valid when it was submitted.
                continue
            if [key, site] == old:
                continue
            try:
                with transaction.atomic():
                    links.filter(pk=pk, url=url).update(canonical_url=key, site=site)
            except IntegrityError:
                links.filter(pk=pk, url=url).update(site=site)
        last = batch[-1][0]


class Migration(migrations.Migration):
    # Each changed row is a transaction of its own, so that votes wait for none.
    atomic = False

    dependencies = [("links", "0002_hidden_link")]

    operations = [
        migrations.RunPython(recompute_canonical_urls, migrations.RunPython.noop, elidable=True)
    ]
