"""Find links and comments by words, the best first, misspelt or not."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Exists, F, FloatField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Ln

from apps.links.cursors import Seen, seen_or_place
from apps.links.feeds import Page
from apps.links.models import Comment, Link, SearchEntry, SearchWord, Status
from apps.links.search_index import LANGUAGE, WORD

MOST_RANKED = 2_000
"""Matches: of so many each is weighed. A word that more have says little, and points say more."""
LONGEST_QUERY = 200
LIKENESS = "0.2"
"""Of trigrams. Two letters that changed places leave no more than a quarter of them."""
CLOSE = 0.7
"""As difflib measures it."""


@dataclass(frozen=True, kw_only=True)
class Found:
    page: Page
    words: str
    """What was looked for: other words than those typed, where nobody uses these."""


def search_links(*, text: str, first: int, after: str | None = None) -> Found:
    """By title, address and text. Raises BadCursorError."""
    entries = SearchEntry.objects.filter(comment=None)
    return _search(_Links(entries), text, first, after)


def search_comments(*, text: str, first: int, after: str | None = None) -> Found:
    """Raises BadCursorError."""
    entries = SearchEntry.objects.exclude(comment=None)
    return _search(_Comments(entries), text, first, after)


def containing(text: str) -> QuerySet[Link]:
    """Live links with the text anywhere in their title or address, in either case."""
    entries = SearchEntry.objects.filter(comment=None, words__icontains=text)
    return Link.objects.filter(status=Status.LIVE, pk__in=entries.values("link"))


@dataclass(frozen=True)
class _Links:
    entries: QuerySet[SearchEntry]
    key = "link_id"

    def by_relevance(self, matching: QuerySet[SearchEntry], query: SearchQuery) -> QuerySet[Any]:
        points = Ln(Cast(F("link__score"), FloatField()) + 2.0)
        return (
            matching.filter(link__status=Status.LIVE)
            .annotate(relevance=SearchRank(F("vector"), query) * points)
            .order_by("-relevance", "-link_id")
        )

    def by_points(self, query: SearchQuery, seen: Seen, count: int) -> list[Any]:
        match = self.entries.filter(link=OuterRef("pk"), vector=query)
        live = Link.objects.filter(Exists(match), status=Status.LIVE).exclude(pk__in=seen.keys)
        return list(live.order_by("-score", "-pk")[:count])

    def rows(self, keys: list[int]) -> list[Any]:
        known = Link.objects.in_bulk(keys)
        return [known[key] for key in keys if key in known]


@dataclass(frozen=True)
class _Comments:
    entries: QuerySet[SearchEntry]
    key = "comment_id"

    def by_relevance(self, matching: QuerySet[SearchEntry], query: SearchQuery) -> QuerySet[Any]:
        score = Greatest(Cast(F("comment__score"), FloatField()), Value(0.0))
        return (
            matching.filter(comment__status=Status.LIVE, link__status=Status.LIVE)
            .annotate(relevance=SearchRank(F("vector"), query) * Ln(score + 2.0))
            .order_by("-relevance", "-comment_id")
        )

    def by_points(self, query: SearchQuery, seen: Seen, count: int) -> list[Any]:
        """By time: comments have few points."""
        match = self.entries.filter(comment=OuterRef("pk"), vector=query)
        live = Comment.objects.filter(
            Exists(match), status=Status.LIVE, link__status=Status.LIVE
        ).exclude(pk__in=seen.keys)
        return list(live.order_by("-pk")[:count])

    def rows(self, keys: list[int]) -> list[Any]:
        known = Comment.objects.in_bulk(keys)
        return [known[key] for key in keys if key in known]


def _search(where: _Links | _Comments, text: str, first: int, after: str | None) -> Found:
    seen = seen_or_place(after) if after else Seen(begin=0)
    if not isinstance(seen, Seen):
        seen = Seen(begin=0)
    words = text.strip()[:LONGEST_QUERY]
    matches = _matches(where, words)
    if not matches and (meant := corrected(words)) != words:
        words, matches = meant, _matches(where, meant)
    query = _query(words)
    if len(matches) > MOST_RANKED:
        rows = where.by_points(query, seen, first + 1)
    else:
        matching = where.entries.filter(pk__in=matches)
        keys = where.by_relevance(matching, query).values_list(where.key, flat=True)
        rows = where.rows([key for key in keys if key not in seen.keys][: first + 1])
    page = Page(
        rows=rows[:first],
        has_more=len(rows) > first,
        cursor_after=lambda index: seen.with_those(rows[: index + 1]).encoded(),
    )
    return Found(page=page, words=words)


def _matches(where: _Links | _Comments, words: str) -> list[int]:
    """Keys of entries, no more than show that they are too many to be weighed."""
    matching = where.entries.filter(vector=_query(words)).values_list("pk", flat=True)
    return list(matching[: MOST_RANKED + 1])


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config=LANGUAGE, search_type="websearch")


def corrected(words: str) -> str:
    """With each word that no title has made into the one it looks most like."""
    return WORD.sub(lambda found: _corrected_word(found[0].lower()), words)


def _corrected_word(word: str) -> str:
    if SearchWord.objects.filter(word=word).exists():
        return word
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [LIKENESS])
        alike = SearchWord.objects.filter(word__trigram_similar=word)
        best = alike.annotate(likeness=TrigramSimilarity("word", word)).order_by("-likeness")
        candidates = list(best.values_list("word", flat=True)[:50])
    close = get_close_matches(word, candidates, n=1, cutoff=CLOSE)
    return close[0] if close else word
