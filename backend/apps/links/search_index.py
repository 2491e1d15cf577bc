"""Search index of links and comments, updated in the transaction that changes the row."""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value

from apps.links.models import Comment, Link, SearchEntry, SearchWord

LANGUAGE = "english"
WORD_PATTERN = re.compile(r"[^\W\d_]{4,40}")


def index_link(link: Link) -> None:
    vector = (
        _vector(link.title, weight="A")
        + _vector(_url_words(link.url), weight="B")
        + _vector(link.text, weight="C")
    )
    SearchEntry.objects.update_or_create(
        link=link, comment=None, defaults={"words": _index_text(link), "vector": vector}
    )
    add_words([link.title])


def index_comment(comment: Comment) -> None:
    SearchEntry.objects.update_or_create(
        link_id=comment.link_id,
        comment=comment,
        defaults={"words": "", "vector": _vector(comment.body, weight="D")},
    )


def remove_from_index(row: Link | Comment) -> None:
    """Remove a link or a comment. The comments of a removed link stay; search skips them."""
    if isinstance(row, Link):
        SearchEntry.objects.filter(link=row, comment=None).delete()
    else:
        SearchEntry.objects.filter(comment=row).delete()


def add_words(titles: Iterable[str]) -> None:
    """Add the words of the titles for spelling correction."""
    words = {word.lower() for title in titles for word in WORD_PATTERN.findall(title)}
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    # Sorted, so that concurrent inserts do not deadlock.
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words - known)], ignore_conflicts=True
    )


def remove_unused_words(titles: Iterable[str]) -> None:
    """Remove the words of deleted titles that occur in no other title."""
    words = {word.lower() for title in titles for word in WORD_PATTERN.findall(title)}
    titled = SearchEntry.objects.filter(comment=None)
    unused = [word for word in words if not titled.filter(words__icontains=word).exists()]
    SearchWord.objects.filter(word__in=unused).delete()


def _index_text(link: Link) -> str:
    return f"{link.title}\n{link.url}"


def _url_words(url: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"^https?://", "", url)))


def _vector(text: str, *, weight: str) -> SearchVector:
    return SearchVector(Value(text, output_field=TextField()), config=LANGUAGE, weight=weight)
