import json

from awscdk.cost.compute import BUYS
from awscdk.cost.prices import total
from awscdk.cost.report import BEGIN, END, PAGE, Report, with_tables
from awscdk.stacks.backend import grouped


def test_cost_page_is_current(report: Report) -> None:
    page = PAGE.read_text()
    assert with_tables(page, report) == page, "stale: run `make cost`"


def test_cost_page_keeps_handwritten_text(report: Report) -> None:
    page = with_tables(f"before\n{BEGIN}\nold\n{END}\nafter\n", report)
    assert page.startswith(f"before\n{BEGIN}\n")
    assert page.endswith(f"{END}\nafter\n")
    assert "old\n" not in page
    assert with_tables(page, report) == page


def test_every_process_has_a_purpose() -> None:
    names = {name for share in (True, False) for name, _ in grouped(share=share)}
    assert names == {*BUYS}


def test_merge_request_note_has_every_total(report: Report) -> None:
    note = report.as_markdown(level=3)
    for each in (report.staging, report.production, *report.elsewhere, report.original):
        assert f"{total(each.at_rest):,.2f}" in note
        assert f"{total(each.light):,.2f}" in note
    assert "### Staging" in note


def test_json_report_has_the_same_totals(report: Report) -> None:
    written = json.loads(report.as_json())
    assert written["over_limit"] == report.over_limit
    assert written["dollars_a_month"]["staging"]["at_rest"] == round(
        total(report.staging.at_rest), 2
    )
