"""The formats are data: each has a sample, and says nothing that nobody reads."""

from pathlib import Path

import pytest

from apps.statements.reading.formats import Format, known_formats, known_headers

SAMPLES = Path(__file__).parent / "samples"


def test_each_format_has_a_sample_and_each_sample_a_format() -> None:
    ours = {"consolidated"}  # tested by exporting it
    samples = {path.stem for path in SAMPLES.glob("*.csv")}
    assert {known.id for known in known_formats()} - ours == samples
    assert {path.stem for path in SAMPLES.glob("*.json")} == samples


@pytest.mark.parametrize("known", known_formats(), ids=lambda known: known.id)
def test_columns_that_a_format_names_are_there(known: Format) -> None:
    layout = known.layout(width=known.width)
    assert layout.needed <= known.width
    assert bool(known.header) != bool(known.columns)
    others = (layout.currency_column, layout.category_column, layout.card_column)
    assert all(column is None or column < known.width for column in others)


def test_no_two_formats_share_a_header() -> None:
    headers = [header for known in known_formats() for header in known.headers]
    assert len(known_headers()) == len(headers)
