from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from apps.scaling.simulator.results import Result

HEADINGS = (
    "policy",
    "p50 s",
    "p95 s",
    "max s",
    "p95 s below max",
    "h/month",
    "of work",
    "$/month",
    "killed",
    "run twice",
    "lost",
    "starts",
)


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def _cells(result: Result) -> list[str]:
    return [
        result.policy,
        _seconds(result.p50),
        _seconds(result.p95),
        _seconds(result.longest),
        _seconds(result.p95_unbound),
        f"{result.worker_hours:.0f}",
        f"{result.ratio:.2f}",
        f"{result.dollars:.0f}",
        str(result.killed),
        str(result.run_twice),
        str(result.lost),
        str(result.start_calls),
    ]


def _by_trace(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    return [(trace, list(of_trace)) for trace, of_trace in groupby(results, attrgetter("trace"))]


def _title(trace: str, results: Sequence[Result]) -> str:
    return f"{trace}: {results[0].tasks} tasks, pure work {results[0].work_hours:.0f} h a month"


def text_table(results: Sequence[Result]) -> str:
    """Format the results for a terminal: a block per trace, all columns aligned."""
    width = [max(map(len, column)) for column in zip(HEADINGS, *map(_cells, results), strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *rest = (
            cell.rjust(w) if at else cell.ljust(w)
            for at, (cell, w) in enumerate(zip(cells, width, strict=True))
        )
        return "  ".join((first, *rest))

    return "\n\n".join(
        "\n".join([_title(trace, rows), line(HEADINGS), *(line(_cells(row)) for row in rows)])
        for trace, rows in _by_trace(results)
    )


def markdown_table(results: Sequence[Result]) -> str:
    """Format the results for the documentation."""
    rule = "| --- |" + " ---: |" * (len(HEADINGS) - 1)

    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    return "\n\n".join(
        "\n".join(
            [f"**{_title(trace, rows)}**", "", line(HEADINGS), rule]
            + [line(_cells(row)) for row in rows]
        )
        for trace, rows in _by_trace(results)
    )
