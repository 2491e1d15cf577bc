"""Checks of the bank formats and their samples."""

from pathlib import Path

import pytest

from apps.statements.parsing.formats import BankFormat, known_formats, known_headers
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.tests.parsing_fixtures import open_content, parse_valid_rows
from apps.statements.parsing.user_answers import Answers

MAPPED = [known for known in known_formats() if known.answers is None]
INFERRED = [known for known in known_formats() if known.answers is not None]
SAMPLES = Path(__file__).parent / "samples"


def test_each_format_has_a_sample() -> None:
    ours = {"consolidated"}  # tested by exporting it
    samples = {path.stem for path in SAMPLES.glob("*.csv")}
    assert {known.id for known in known_formats()} - ours == samples
    assert {path.stem for path in SAMPLES.glob("*.json")} == samples


@pytest.mark.parametrize("known", MAPPED, ids=lambda known: known.id)
def test_format_columns_exist(known: BankFormat) -> None:
    mapping = known.mapping(width=known.width)
    assert mapping.min_width <= known.width
    assert bool(known.header) != bool(known.columns)
    others = (mapping.currency_column, mapping.category_column, mapping.card_column)
    assert all(column is None or column < known.width for column in others)


@pytest.mark.parametrize("known", INFERRED, ids=lambda known: known.id)
def test_inferred_format_is_never_asked_about(known: BankFormat) -> None:
    """Not even in a file with one purchase, whose sign says nothing."""
    lines = (SAMPLES / f"{known.id}.csv").read_bytes().splitlines(keepends=True)
    (row, *_) = parse_valid_rows(b"".join(lines))
    content = b"".join([*lines[: row.line - 1], *[lines[row.line - 1]] * 2])

    (one, _) = parse_valid_rows(content)

    assert one[1:] == row[1:]
    requested = Answers(format=known.id)
    assert parse_valid_rows(content, answers=requested)[0] == one


def test_format_headers_are_unique() -> None:
    headers = [header for known in known_formats() for header in known.headers]
    assert len(known_headers()) == len(headers)


def test_headerless_format_is_not_recognized_against_its_balances() -> None:
    rows = [
        "13/02/2026,-3.00,CAFE C,{}",
        "12/02/2026,-2.00,CAFE B,{}",
        "11/02/2026,-1.00,CAFE A,{}",
    ]
    falling = "\n".join(rows).format("494.00", "497.00", "499.00")
    assert open_content(falling).mapping.id == "commbank_au"
    rising = "\n".join(rows).format("506.00", "503.00", "501.00")
    with pytest.raises(NeedsChoiceError) as choice:
        open_content(rising)
    assert [question.field for question in choice.value.questions] == ["charge_sign"]
