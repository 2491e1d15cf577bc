"""Encodings, line endings, delimiters and malicious files."""

import gc
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import RejectedRow, Row, SkippedRow
from apps.statements.parsing.tables import open_table
from apps.statements.parsing.tests.parsing_fixtures import (
    open_content,
    parse_amounts,
    parse_results,
)
from apps.statements.parsing.user_answers import Answers

HEADER = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo"
LINES = (HEADER, "01/18/2026,,CAFÉ ÉTOILE,,Sale,-4.75,", "01/19/2026,,MÜLLER,,Sale,-1.00,")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso-8859-1"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings(encoding: str, ending: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    content = (mark + ending.join(LINES) + ending).encode(encoding)
    assert [row[1] for row in parse_amounts(content)] == ["CAFÉ ÉTOILE", "MÜLLER"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~|~"])
def test_delimiter_detection(delimiter: str) -> None:
    content = "\n".join(line.replace(",", delimiter) for line in LINES)
    table = open_content(content)
    assert table.mapping.id == "chase_credit"
    assert [note.code for note in table.notes] == ([] if delimiter == "," else ["delimiter"])
    assert len(parse_amounts(content)) == 2


def test_encoding_detection_of_japanese() -> None:
    japanese = "ご利用日,ご利用店名,ご利用金額\n2026/01/13,カフェ青空,475\n2026/01/14,手数料,1\n"
    answers = Answers(charge_sign="positive")
    assert parse_amounts(japanese.encode("cp932"), answers=answers)[0][1] == "カフェ青空"
    german = "\n".join((HEADER, "01/18/2026,,GRÜSSE AUS KÖLN GMBH,,Sale,-4.75,"))
    assert parse_amounts(german.encode("cp1252"))[0][1] == "GRÜSSE AUS KÖLN GMBH"


@pytest.mark.parametrize("cell", ["1" + " " * 60_000 + "x", "9," * 30_000, "(" * 60_000])
def test_huge_cell_is_rejected_quickly(cell: str) -> None:
    lines = (HEADER, f'01/18/2026,,X,,Sale,"{cell}",', f'"{cell}",,X,,Sale,-1.00,')
    rejected = parse_results("\n".join(lines))
    assert [result.code for result in rejected if isinstance(result, RejectedRow)] == [
        "bad_amount",
        "bad_date",
    ]


def test_each_invalid_line_is_rejected() -> None:
    words = "\n".join([HEADER, *["some,words,that,are,no,row,here"] * 20_000])
    assert len(parse_results(words)) == 20_000


@given(content=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_bytes_raise_no_other_errors(content: bytes) -> None:
    with suppress(UnreadableFileError, NeedsChoiceError):
        list(open_content(content).parse_rows())


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
def test_every_line_has_a_result(lines: list[str]) -> None:
    text = "\n".join([HEADER, *lines])
    expected = sum(1 for line in text.splitlines()[1:] if line)
    kept = "\n".join(line for line in text.splitlines())
    got = parse_results(kept)
    assert all(isinstance(result, Row | RejectedRow | SkippedRow) for result in got)
    assert len(got) == expected


@pytest.mark.parametrize("rows", [3, 3_000])
def test_encoding_question_leaves_the_file_open(rows: int) -> None:
    """More rows than are previewed end the preview before the file."""
    row = "2026-01-05,CRÈMERIE,-4.75\n2026-01-06,CRÈMERIE REFUND,4.75\n"
    file = io.BytesIO(f"Date,Description,Amount\n{row * rows}".encode("cp1252"))
    for _ in range(2):
        with pytest.raises(NeedsChoiceError):
            open_table(file)
        gc.collect()
        assert not file.closed


def test_broken_quote_in_an_uncertain_encoding_is_reported() -> None:
    content = 'Date,Description,Amount\n2026-01-05,CRÈMERIE,-4.75\n2026-01-09,"never closed,1\n'
    file = io.BytesIO(content.encode("cp1252"))
    with pytest.raises(UnreadableFileError, match="unclosed_quote"):
        list(open_table(file, answers=Answers(charge_sign="negative")).parse_rows())
    gc.collect()
    assert not file.closed
