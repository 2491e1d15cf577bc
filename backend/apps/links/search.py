"""Full-text search of links and comments, with spelling correction."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Exists, F, FloatField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Ln

from apps.links.cursors import SeenCursor, parse_seen_cursor
from apps.links.feeds import Page
from apps.links.models import Comment, Link, SearchEntry, SearchWord, Status
from apps.links.search_index import LANGUAGE, WORD_PATTERN

# Up to this many matches are ordered by relevance. A more common word says little, and more
# matches are ordered by score.
MAX_RANKED_MATCHES = 2_000
MAX_QUERY_LENGTH = 200
# Share of common trigrams. Two swapped letters leave no more than a quarter of them.
SIMILARITY_THRESHOLD = "0.2"
# As difflib measures it.
CLOSE_MATCH_CUTOFF = 0.7


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    page: Page
    words: str
    """The words searched for; corrected where the query had no match."""


def search_links(*, text: str, first: int, after: str | None = None) -> SearchResult:
    """Search titles, URLs and texts of links. Raise InvalidCursorError."""
    entries = SearchEntry.objects.filter(comment=None)
    return _search(_Links(entries), text, first, after)


def search_comments(*, text: str, first: int, after: str | None = None) -> SearchResult:
    """Search bodies of comments. Raise InvalidCursorError."""
    entries = SearchEntry.objects.exclude(comment=None)
    return _search(_Comments(entries), text, first, after)


def links_containing(text: str) -> QuerySet[Link]:
    """Return live links with the text anywhere in their title or URL, in either case."""
    entries = SearchEntry.objects.filter(comment=None, words__icontains=text)
    return Link.objects.filter(status=Status.LIVE, pk__in=entries.values("link"))


@dataclass(frozen=True)
class _Links:
    entries: QuerySet[SearchEntry]
    key = "link_id"

    def by_relevance(self, matching: QuerySet[SearchEntry], query: SearchQuery) -> QuerySet[Any]:
        weight = Ln(Cast(F("link__score"), FloatField()) + 2.0)
        return (
            matching.filter(link__status=Status.LIVE)
            .annotate(relevance=SearchRank(F("vector"), query) * weight)
            .order_by("-relevance", "-link_id")
        )

    def by_points(self, query: SearchQuery, seen: SeenCursor, count: int) -> list[Any]:
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

    def by_points(self, query: SearchQuery, seen: SeenCursor, count: int) -> list[Any]:
        # Ordered by time: most comments have a low score.
        match = self.entries.filter(comment=OuterRef("pk"), vector=query)
        live = Comment.objects.filter(
            Exists(match), status=Status.LIVE, link__status=Status.LIVE
        ).exclude(pk__in=seen.keys)
        return list(live.order_by("-pk")[:count])

    def rows(self, keys: list[int]) -> list[Any]:
        known = Comment.objects.in_bulk(keys)
        return [known[key] for key in keys if key in known]


def _search(where: _Links | _Comments, text: str, first: int, after: str | None) -> SearchResult:
    seen = parse_seen_cursor(after)
    count = min(first + 1, seen.remaining)
    words = text.strip()[:MAX_QUERY_LENGTH]
    matches = _matches(where, words)
    if not matches and (meant := correct_spelling(words)) != words:
        words, matches = meant, _matches(where, meant)
    query = _query(words)
    if len(matches) > MAX_RANKED_MATCHES:
        rows = where.by_points(query, seen, count)
    else:
        matching = where.entries.filter(pk__in=matches)
        keys = where.by_relevance(matching, query).values_list(where.key, flat=True)
        rows = where.rows([key for key in keys if key not in seen.keys][:count])
    page = Page(rows=rows[:first], has_more=len(rows) > first, cursor_after=seen.cursors(rows))
    return SearchResult(page=page, words=words)


def _matches(where: _Links | _Comments, words: str) -> list[int]:
    """Return ids of matching entries, at most one more than MAX_RANKED_MATCHES."""
    matching = where.entries.filter(vector=_query(words)).values_list("pk", flat=True)
    return list(matching[: MAX_RANKED_MATCHES + 1])


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config=LANGUAGE, search_type="websearch")


def correct_spelling(words: str) -> str:
    """Replace each word that occurs in no title by the most similar one that does."""
    return WORD_PATTERN.sub(lambda found: _correct_word(found[0].lower()), words)


def _correct_word(word: str) -> str:
    if SearchWord.objects.filter(word=word).exists():
        return word
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [SIMILARITY_THRESHOLD]
        )
        similar = SearchWord.objects.filter(word__trigram_similar=word)
        best = similar.annotate(score=TrigramSimilarity("word", word)).order_by("-score")
        candidates = list(best.values_list("word", flat=True)[:50])
    close = get_close_matches(word, candidates, n=1, cutoff=CLOSE_MATCH_CUTOFF)
    return close[0] if close else word
