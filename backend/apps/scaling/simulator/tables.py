from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

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
COMPARISON_HEADINGS = (
    "policy",
    "p50 s",
    "p95 s",
    "max s",
    "of work",
    "h/month",
    "$/month",
    "killed",
    "run twice",
    "lost",
    "parts",
    "lines",
)
# The trace whose hours and dollars are shown: tasks a day, arrivals.
TYPICAL = (8, "poisson")


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


@dataclass(frozen=True, kw_only=True)
class Row:
    """A policy over all traces: the worst value of each, sums of failures."""

    policy: str
    p50: float | None
    p95: float | None
    longest: float | None
    """Like `p95`, of tasks that found a free place within the maximum."""
    of_work: float
    hours: float
    """Worker hours on the trace in TYPICAL; the dollars are of the same trace."""
    dollars: float
    killed: int
    run_twice: int
    lost: int


def comparison_rows(results: Sequence[Result]) -> list[Row]:
    """Summarize averaged results: one row per policy."""
    policies = dict.fromkeys(result.policy for result in results)
    return [_row(policy, [r for r in results if r.policy == policy]) for policy in policies]


def comparison_table(
    results: Sequence[Result], *, extra: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """Format the comparison for the documentation; `extra`: more cells of a policy."""
    rule = "| --- |" + " ---: |" * (len(COMPARISON_HEADINGS) - 1)
    return "\n".join(
        [_line(COMPARISON_HEADINGS), rule]
        + [_line(_comparison_cells(row, extra)) for row in comparison_rows(results)]
    )


def _row(policy: str, results: Sequence[Result]) -> Row:
    typical = next(r for r in results if (r.tasks_a_day, r.arrivals) == TYPICAL)

    def worst(values: Iterable[float | None]) -> float | None:
        return max((value for value in values if value is not None), default=None)

    return Row(
        policy=policy,
        p50=worst(r.p50 for r in results),
        p95=worst(r.p95_unbound for r in results),
        longest=worst(r.longest_unbound for r in results),
        of_work=max(r.ratio for r in results),
        hours=typical.worker_hours,
        dollars=typical.dollars,
        killed=sum(r.killed for r in results),
        run_twice=sum(r.run_twice for r in results),
        lost=sum(r.lost for r in results),
    )


def _comparison_cells(row: Row, extra: Mapping[str, Sequence[str]]) -> list[str]:
    family = next((name for name in extra if row.policy.startswith(name)), "")
    return [
        row.policy,
        _seconds(row.p50),
        _seconds(row.p95),
        _seconds(row.longest),
        f"{row.of_work:.3f}",
        f"{row.hours:.0f}",
        f"{row.dollars:.0f}",
        str(row.killed),
        str(row.run_twice),
        str(row.lost),
        *extra.get(family, ("-", "-")),
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
