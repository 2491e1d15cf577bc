"""Encodings, line endings and delimiters; and files that were made to do harm."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.statements.reading.choices import NeedsChoice
from apps.statements.reading.files import UnreadableFileError
from apps.statements.reading.outcomes import Refusal, Row, Skip
from apps.statements.reading.tests.reading import amounts, opened, outcomes

HEADER = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo"
LINES = (HEADER, "01/18/2026,,CAFÉ ÉTOILE,,Sale,-4.75,", "01/19/2026,,MÜLLER,,Sale,-1.00,")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso-8859-1"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_encoding_with_any_ending_is_read(encoding: str, ending: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    content = (mark + ending.join(LINES) + ending).encode(encoding)
    assert [row[1] for row in amounts(content)] == ["CAFÉ ÉTOILE", "MÜLLER"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~|~"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    content = "\n".join(line.replace(",", delimiter) for line in LINES)
    table = opened(content)
    assert table.layout.id == "chase_credit"
    assert [note.code for note in table.notes] == ([] if delimiter == "," else ["delimiter"])
    assert len(amounts(content)) == 2


def test_japanese_is_told_from_western_letters() -> None:
    japanese = "ご利用日,ご利用店名,ご利用金額\n2026/01/13,カフェ青空,475\n2026/01/14,手数料,1\n"
    assert amounts(japanese.encode("cp932"))[0][1] == "カフェ青空"
    german = "\n".join((HEADER, "01/18/2026,,GRÜSSE AUS KÖLN GMBH,,Sale,-4.75,"))
    assert amounts(german.encode("cp1252"))[0][1] == "GRÜSSE AUS KÖLN GMBH"


@pytest.mark.parametrize("cell", ["1" + " " * 60_000 + "x", "9," * 30_000, "(" * 60_000])
def test_a_cell_without_end_is_refused_at_once(cell: str) -> None:
    lines = (HEADER, f'01/18/2026,,X,,Sale,"{cell}",', f'"{cell}",,X,,Sale,-1.00,')
    refused = outcomes("\n".join(lines))
    assert [outcome.code for outcome in refused if isinstance(outcome, Refusal)] == [
        "bad_amount",
        "bad_date",
    ]


def test_many_lines_of_words_are_refused_each() -> None:
    words = "\n".join([HEADER, *["some,words,that,are,no,row,here"] * 20_000])
    assert len(outcomes(words)) == 20_000


@given(content=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_whatever_the_bytes_are_they_are_read_refused_or_asked_about(content: bytes) -> None:
    with suppress(UnreadableFileError, NeedsChoice):
        list(opened(content).outcomes())


ROW = "01/18/2026,,COFFEE,,Sale,-4.75,"


@given(
    lines=st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters='"\0'), max_size=40)
        | st.just(ROW)
        | st.just(HEADER)
        | st.just(",,,,,,"),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join([HEADER, *lines])
    expected = sum(1 for line in text.splitlines()[1:] if line)
    kept = "\n".join(line for line in text.splitlines())
    got = outcomes(kept)
    assert all(isinstance(outcome, Row | Refusal | Skip) for outcome in got)
    assert len(got) == expected
