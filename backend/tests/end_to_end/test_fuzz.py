"""Generated input for the two parsers that strangers reach: files and GraphQL.

`make test-fuzz` goes on for half an hour (MINUTES=30); `make test` tries a few.
"""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes

from apps.accounts.models import User
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import RejectedRow, Row, SkippedRow
from apps.statements.parsing.tests.parsing_fixtures import parse_results
from config.schema import schema

# sample: statements begin
HEADERS = (
    "Transaction Date,Post Date,Description,Category,Type,Amount,Memo",
    "Date,Description,Amount",
    "Datum;Verwendungszweck;Soll;Haben;Währung",
    "",
)
CELLS = st.one_of(
    st.text(max_size=20),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%d.%m.%Y}"),
    st.decimals(allow_nan=False, places=2).map(str),
    st.sampled_from(["", '"', '""', "-", "1.234,56-", "(5.00)", "5,00 CR", "D", "EUR", "\0"]),
    st.just("é" * 600),
)
TABLES = st.builds(
    lambda header, rows, delimiter, ending, encoding: ending.join(
        [header, *(delimiter.join(row) for row in rows)]
    ).encode(encoding, errors="replace"),
    st.sampled_from(HEADERS),
    st.lists(st.lists(CELLS, max_size=9), max_size=30),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252", "cp932"]),
)
FILES = st.one_of(TABLES, st.binary(max_size=2_000))
# sample: statements end

DATES = st.one_of(st.dates().map(str), st.text(max_size=20)).map(nodes.String)
QUERIES = from_schema(schema.graphql_schema, custom_scalars={"Date": DATES})
DAMAGED = st.builds(
    lambda query, at, text: query[:at] + text + query[at:],
    QUERIES,
    st.integers(0, 200),
    st.text(max_size=5) | st.sampled_from(["...a", "{", "}", "$x", "@skip(if: true)", '"']),
)


Check = Callable[[Callable[..., None]], None]


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Check:
    """Run a property with few examples, or for a third of --fuzz-minutes with new ones."""
    seconds = 60 * request.config.getoption("--fuzz-minutes") / 3
    examples = settings(
        deadline=None,
        suppress_health_check=list(HealthCheck),
        max_examples=500 if seconds else 15,
        derandomize=not seconds,
        database=None,
        # What fails is wanted small, not explained.
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )

    def run(check: Callable[..., None]) -> None:
        deadline = monotonic() + seconds
        with_examples = examples(check)
        with_examples()
        while monotonic() < deadline:
            with_examples()

    return run


# sample: statements begin
def test_any_file_is_imported_or_rejected(fuzz: Check) -> None:
    @given(content=FILES)
    def check(content: bytes) -> None:
        with suppress(UnreadableFileError, NeedsChoiceError):
            for result in parse_results(content):
                assert isinstance(result, Row | RejectedRow | SkippedRow)

    fuzz(check)


# sample: statements end


@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_any_query_gets_a_response(fuzz: Check, alice: User, is_signed_in: bool) -> None:
    @given(query=QUERIES | DAMAGED, variables=st.dictionaries(st.text(), st.integers()))
    def check(query: str, variables: dict[str, int]) -> None:
        with transaction.atomic():
            # A new session each time: an access token expires after five minutes.
            client = GraphQLClient(alice if is_signed_in else None)
            errors = client.execute(query, **variables).get("errors", [])
            transaction.set_rollback(True)
        cache.clear()
        assert client.status in {200, 400}
        assert "INTERNAL_SERVER_ERROR" not in [error["extensions"]["code"] for error in errors]

    fuzz(check)
