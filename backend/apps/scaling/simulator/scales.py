from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A logarithmic axis of the plot."""

    title: str
    unit: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    target: float | None = None
    target_label: str = ""


SECONDS = Scale(
    title="p95 start delay, below the maximum",
    unit="s",
    low=1,
    high=604_800,
    ticks=(
        (1, "1 s"),
        (10, "10 s"),
        (60, "1 min"),
        (600, "10 min"),
        (3600, "1 h"),
        (36_000, "10 h"),
        (345_600, "4 days"),
    ),
    target=90,
    target_label="target 90 s",
)
DOLLARS = Scale(
    title="$ a month",
    unit="$",
    low=3,
    high=300,
    ticks=((3, "3"), (10, "10"), (30, "30"), (100, "100"), (300, "300")),
)
