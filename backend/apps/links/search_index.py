"""What is found by which words. Written with the row that it belongs to, in one transaction."""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value

from apps.links.models import Comment, Link, SearchEntry, SearchWord

LANGUAGE = "english"
WORD = re.compile(r"[^\W\d_]{4,40}")


def index_link(link: Link) -> None:
    vector = (
        _vector(link.title, weight="A")
        + _vector(words_of_address(link.url), weight="B")
        + _vector(link.text, weight="C")
    )
    SearchEntry.objects.update_or_create(
        link=link, comment=None, defaults={"words": words_of(link), "vector": vector}
    )
    learn_words([link.title])


def index_comment(comment: Comment) -> None:
    SearchEntry.objects.update_or_create(
        link_id=comment.link_id,
        comment=comment,
        defaults={"words": "", "vector": _vector(comment.body, weight="D")},
    )


def leave_index(row: Link | Comment) -> None:
    """The comments of a link stay: nobody finds them while it is not live."""
    if isinstance(row, Link):
        SearchEntry.objects.filter(link=row, comment=None).delete()
    else:
        SearchEntry.objects.filter(comment=row).delete()


def learn_words(titles: Iterable[str]) -> None:
    """For those who misspell them. In one order, so that two who learn do not wait for each
    other."""
    words = {word.lower() for title in titles for word in WORD.findall(title)}
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words - known)], ignore_conflicts=True
    )


def forget_words(titles: Iterable[str]) -> None:
    """Of titles that are gone: those that stand in no other."""
    words = {word.lower() for title in titles for word in WORD.findall(title)}
    titled = SearchEntry.objects.filter(comment=None)
    unused = [word for word in words if not titled.filter(words__icontains=word).exists()]
    SearchWord.objects.filter(word__in=unused).delete()


def words_of(link: Link) -> str:
    return f"{link.title}\n{link.url}"


def words_of_address(url: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"^https?://", "", url)))


def _vector(text: str, *, weight: str) -> SearchVector:
    return SearchVector(Value(text, output_field=TextField()), config=LANGUAGE, weight=weight)
