from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.scaling.simulator.averages import average_seeds
from apps.scaling.simulator.plot import plot_svg
from apps.scaling.simulator.simulation import simulate
from apps.scaling.simulator.tables import comparison_table, text_table
from config import fleet_parts
from config.topology import IDLE_SECONDS, QUEUES, autoscaling

DOCUMENTATION = settings.BACKEND.parent / "documentation"
PLOT = DOCUMENTATION / "images" / "scaling.svg"
PAGE = DOCUMENTATION / "scaling.md"
# Of the table in the page.
BEGIN, END = "<!-- make simulate -->\n\n", "\n\n<!-- end -->"


class Command(BaseCommand):
    help = "Compare scaling policies on the same traces: start delay, hours, dollars."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=120)
        parser.add_argument("--seeds", type=int, default=3)
        parser.add_argument("--plot", type=Path, default=PLOT)
        parser.add_argument("--page", type=Path, default=PAGE, help="page whose table is replaced")

    def handle(
        self,
        *args: Any,
        days: int,
        seeds: int,
        plot: Path,
        page: Path,
        **options: Any,
    ) -> None:
        queue = next(each for each in QUEUES if each.name == "heavy")
        results = simulate(
            queue_numbers=queue,
            autoscaling=autoscaling(queue),
            idle_seconds=IDLE_SECONDS,
            seeds=seeds,
            days=days,
            dollars_an_hour=queue.dollars_an_hour,
        )
        means = average_seeds(results)
        self.stdout.write(text_table(means))
        plot.write_text(plot_svg(means))
        before, begin, rest = page.read_text().partition(BEGIN)
        _, end, after = rest.partition(END)
        if not end:
            raise CommandError(f"{page} lacks the lines {BEGIN.strip()} and {END.strip()}")
        table = comparison_table(means, extra=fleet_parts.cells())
        page.write_text("".join([before, begin, table, end, after]))
        self.stdout.write(f"The plot is in {plot}, the table in {page}.")
