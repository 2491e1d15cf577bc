"""Search of words in merchants and descriptions, by the distinct texts of an owner."""

import re
from difflib import get_close_matches

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Greatest, Upper

from apps.statements.models import TransactionText
from apps.statements.stored_totals import refresh_spending

# Words in more texts are common: their transactions are soon found among all.
MAX_MATCHES = 1_000
MAX_SIMILAR_TEXTS = 50
# Share of a word's trigrams that a text has. Two swapped letters leave little more than a third.
SIMILARITY_THRESHOLD = "0.3"
# As difflib measures it.
CLOSE_MATCH_CUTOFF = 0.7
WORD = re.compile(r"\w+")


def find_texts(*, owner_id: int, words: list[str]) -> list[tuple[str, str]] | None:
    """Return (merchant, description) of the texts with all words, in either case.

    None if there are more than MAX_MATCHES, or too many texts to store.
    """
    refresh_spending(owner_id=owner_id)
    texts = TransactionText.objects.filter(owner_id=owner_id)
    if texts.filter(too_many=True).exists():
        return None
    for word in words:
        texts = texts.filter(Q(merchant__icontains=word) | Q(description__icontains=word))
    found = list(texts.values_list("merchant", "description")[: MAX_MATCHES + 1])
    return found if len(found) <= MAX_MATCHES else None


def correct_spelling(*, owner_id: int, text: str) -> str:
    """Replace each word that occurs in no text by the most similar one that does."""
    words = text.split()
    return " ".join(_correct_word(owner_id, word) for word in words)


def _correct_word(owner_id: int, word: str) -> str:
    if find_texts(owner_id=owner_id, words=[word]) != []:
        return word
    texts = TransactionText.objects.filter(owner_id=owner_id).alias(
        upper_merchant=Upper("merchant"),
        upper_description=Upper("description"),
        similarity=Greatest(
            TrigramWordSimilarity(word, "merchant"), TrigramWordSimilarity(word, "description")
        ),
    )
    similar = texts.filter(
        Q(upper_merchant__trigram_word_similar=word.upper())
        | Q(upper_description__trigram_word_similar=word.upper())
    )
    best = similar.order_by("-similarity").values_list("merchant", "description")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [SIMILARITY_THRESHOLD],
        )
        names = [" ".join(text) for text in best[:MAX_SIMILAR_TEXTS]]
    known = sorted({each.lower() for each in WORD.findall(" ".join(names))})
    close = get_close_matches(word.lower(), known, n=1, cutoff=CLOSE_MATCH_CUTOFF)
    return close[0] if close else word
