from xml.etree import ElementTree

from apps.scaling.simulator.averages import average_seeds
from apps.scaling.simulator.plot import plot_svg
from apps.scaling.simulator.policies import TASKS
from apps.scaling.simulator.results import percentile
from apps.scaling.simulator.simulation import simulate
from apps.scaling.simulator.tables import comparison_rows, comparison_table, text_table
from apps.scaling.simulator.tests.comparisons import IDLE_SECONDS, comparison
from celery_scale_to_zero.tests.alarm_fixtures import Queue, autoscaling

RESULTS = average_seeds(
    simulate(
        queue_numbers=Queue(),
        autoscaling=autoscaling(Queue()),
        idle_seconds=IDLE_SECONDS,
        dollars_an_hour=0.1,
        seeds=2,
        days=2,
    )
)


POLICIES = [policy.name for policy in comparison(Queue()).policies()]


def test_one_result_per_policy_and_trace() -> None:
    assert len(RESULTS) == 6 * len(POLICIES) == len({(r.trace, r.policy) for r in RESULTS})


def test_text_table_is_aligned() -> None:
    rows = [line for line in text_table(RESULTS).splitlines() if line and "pure work" not in line]
    assert len({len(row) for row in rows}) == 1


def test_comparison_has_a_row_per_policy() -> None:
    table = comparison_table(RESULTS, extra={TASKS: ("3", "200")}).splitlines()
    assert [row.split(" | ")[0].strip("|* ") for row in table[2:]] == POLICIES
    (of_tasks,) = (row for row in table if TASKS in row)
    assert of_tasks.endswith("| 3 | 200 |")


def test_comparison_shows_the_worst_trace() -> None:
    worst = max(result.ratio for result in RESULTS if result.policy == TASKS)
    (row,) = comparison_rows([result for result in RESULTS if result.policy == TASKS])
    assert row.of_work == worst


def test_plot_names_every_policy() -> None:
    texts = ElementTree.fromstring(plot_svg(RESULTS)).itertext()  # noqa: S314 - it is our own
    assert {result.policy for result in RESULTS} <= set(texts)


def test_percentiles_are_measured_values() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([1.0], 0.95) == 1.0
    assert percentile([], 0.5) is None
