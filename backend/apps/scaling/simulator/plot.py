"""The comparison as an SVG: one row per policy, a panel for delays and one for costs."""

from collections.abc import Sequence
from html import escape
from math import log

from apps.scaling.simulator.results import Result
from apps.scaling.simulator.scales import DOLLARS, SECONDS, Scale

# Pixels.
ROW, TOP, LABELS, PANEL, GAP = 30, 78, 215, 300, 40
RADIUS = {2: 3.0, 8: 4.5, 20: 6.0}
STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; } .small { font-size: 11px; fill: #57606a; }
  .tick { text-anchor: middle; }
  .grid { stroke: #d0d7de; } .target { stroke: #bc4c00; stroke-dasharray: 4 3; }
  .dot { stroke: #0a5cc2; stroke-width: 1.5; fill: none; } .poisson { fill: #0a5cc2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .small { fill: #9da7b1; } .grid { stroke: #3d444d; }
    .target { stroke: #f0883e; } .dot { stroke: #6cb6ff; } .poisson { fill: #6cb6ff; }
  }
"""


def plot_svg(results: Sequence[Result]) -> str:
    """Draw averaged results, for light and dark themes. Delays below a second are drawn at 1 s."""
    policies = list(dict.fromkeys(result.policy for result in results))
    bottom = TOP + ROW * len(policies)
    width = LABELS + 2 * PANEL + GAP + 20
    names = "\n".join(
        f'<text x="{LABELS - 14}" y="{_row(policies, name) + 4}" text-anchor="end">'
        f"{escape(name)}</text>"
        for name in policies
    )
    delays = _dots(policies, [(r, r.p95_unbound) for r in results], SECONDS, LABELS)
    dollars = _dots(policies, [(r, r.dollars) for r in results], DOLLARS, LABELS + PANEL + GAP)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 30}">',
            "<title>Start delay and cost of each policy</title>",
            f"<style>{STYLE}</style>",
            _legend(),
            _axis(SECONDS, LABELS, bottom),
            _axis(DOLLARS, LABELS + PANEL + GAP, bottom),
            names,
            delays,
            dollars,
            "</svg>",
            "",
        ]
    )


def _row(policies: Sequence[str], name: str) -> float:
    return TOP + ROW * (policies.index(name) + 0.5)


def _x(scale: Scale, value: float, left: float) -> float:
    share = log(max(value, scale.low) / scale.low) / log(scale.high / scale.low)
    return left + PANEL * min(share, 1.0)


def _dot(x: float, y: float, radius: float, kind: str, title: str = "") -> str:
    tip = f"<title>{escape(title)}</title>" if title else ""
    return f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}">{tip}</circle>'


def _dots(
    policies: Sequence[str],
    values: Sequence[tuple[Result, float | None]],
    scale: Scale,
    left: float,
) -> str:
    return "\n".join(
        _dot(
            _x(scale, value, left),
            _row(policies, result.policy),
            RADIUS[result.tasks_a_day],
            result.arrivals,
            f"{result.trace}: {value:.0f} {scale.unit}",
        )
        for result, value in values
        if value is not None
    )


def _axis(scale: Scale, left: float, bottom: float) -> str:
    lines = [f'<text class="title" x="{left}" y="52">{escape(scale.title)}</text>']
    for value, label in scale.ticks:
        x = _x(scale, value, left)
        lines += [
            f'<path class="grid" d="M{x:.1f} {TOP - 8}V{bottom}"/>',
            f'<text class="small tick" x="{x:.1f}" y="{bottom + 18}">{label}</text>',
        ]
    if scale.target is not None:
        x = _x(scale, scale.target, left)
        lines.append(f'<path class="target" d="M{x:.1f} {TOP - 8}V{bottom}"/>')
        lines.append(f'<text class="small" x="{x:.1f}" y="{TOP - 12}">{scale.target_label}</text>')
    return "\n".join(lines)


def _legend() -> str:
    parts, x = [], 20.0
    for kind in ("poisson", "bursty"):
        for tasks, radius in RADIUS.items():
            parts.append(_dot(x, 20, radius, kind))
            parts.append(f'<text class="small" x="{x + 10}" y="24">{tasks} a day, {kind}</text>')
            x += 140
    return "\n".join(parts)
