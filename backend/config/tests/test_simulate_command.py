from io import StringIO
from pathlib import Path

from django.core.management import call_command


def test_simulate_prints_the_comparison_and_writes_the_plot(tmp_path: Path) -> None:
    printed = StringIO()
    plot = tmp_path / "plot.svg"

    call_command("simulate", days=2, seeds=1, plot=plot, stdout=printed)

    for policy in ("always-on 1", "KEDA", "ours", "oracle"):
        assert policy in printed.getvalue()
    assert plot.read_text().startswith("<svg")
