"""Commands of `celery -A PROJECT`, found by Celery's entry point for commands.

They import what they need when they run: every other command of Celery imports this module.
"""

import signal
from typing import Any

import click


@click.command()
@click.pass_context
def sweep(context: click.Context, /, **_: Any) -> None:
    """Restore tasks of dead workers and start missing workers; run it every minute."""
    from celery_scale_to_zero.control.sweep import SweepError
    from celery_scale_to_zero.dependencies import sweep_queues

    try:
        sweep_queues()
    except SweepError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.option("--interval", type=float, default=5.0, help="Seconds between two sweeps.")
@click.pass_context
def local_fleet(context: click.Context, /, interval: float, **_: Any) -> None:
    """Run the workers of queues that scale to zero, and the sweep, on this machine."""
    from celery_scale_to_zero.local_project import make_runner

    runner = make_runner(_application(context), interval=interval)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: runner.stopped.set())
    runner.run()


def _application(context: click.Context) -> str:
    """Return the value of Celery's option `--app`."""
    app = context.find_root().params["app"]
    if not isinstance(app, str):
        raise click.UsageError("Name the application: celery -A PROJECT …")
    return app
