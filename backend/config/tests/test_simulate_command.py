from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.scaling.simulator.averages import average_seeds
from apps.scaling.simulator.policies import SERVICES, TASKS
from apps.scaling.simulator.simulation import simulate
from apps.scaling.simulator.tables import comparison_table
from config import fleet_parts
from config.management.commands.simulate import BEGIN, END, PAGE
from config.topology import IDLE_SECONDS, QUEUES, autoscaling


def test_simulate_prints_the_comparison_and_writes_plot_and_table(tmp_path: Path) -> None:
    printed = StringIO()
    plot, page = tmp_path / "plot.svg", tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}an old table{END}\nafter\n")

    call_command("simulate", days=2, seeds=1, plot=plot, page=page, stdout=printed)

    for policy in ("always-on 1", "KEDA ScaledJob", "ECS services", "ECS tasks", "oracle"):
        assert policy in printed.getvalue()
        assert policy in page.read_text()
    assert plot.read_text().startswith("<svg")
    assert page.read_text().startswith("before\n")
    assert page.read_text().endswith("\nafter\n")
    assert "an old table" not in page.read_text()


def test_simulate_keeps_a_page_without_place_for_the_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a page")
    with pytest.raises(CommandError, match="lacks the lines"):
        call_command("simulate", days=1, seeds=1, plot=tmp_path / "plot.svg", page=page)
    assert page.read_text() == "a page"


def test_table_of_the_page_is_fresh() -> None:
    """Check the rows of both fleets; all policies would take half a minute."""
    heavy = next(queue for queue in QUEUES if queue.name == "heavy")
    results = simulate(
        queue_numbers=heavy,
        autoscaling=autoscaling(heavy),
        idle_seconds=IDLE_SECONDS,
        dollars_an_hour=heavy.dollars_an_hour,
        names=(TASKS, f"{SERVICES}, notBreaching, 15 s"),
    )
    table = comparison_table(average_seeds(results), extra=fleet_parts.cells())
    for row in table.splitlines():
        assert row in PAGE.read_text(), "run: make simulate"
