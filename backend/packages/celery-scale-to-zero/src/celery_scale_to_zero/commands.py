"""Commands of `celery -A PROJECT`, found by Celery's entry point for commands.

They import what they need when they run: every other command of Celery imports this module.
"""

import signal
from typing import Any

import click

INJECTION_INTERVAL_SECONDS = 0.5


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


@click.command()
@click.option("--queue", help="Queue of the tasks; by default the first that scales to zero.")
@click.option("--many", type=int, default=1000, help="Tasks of the faults with many tasks.")
@click.option("--seed", type=int, help="Inject in a random order, and report only at the end.")
@click.option("--restarts", is_flag=True, help="Kill the broker too; something restarts it.")
@click.pass_context
def inject_faults(
    context: click.Context,
    /,
    queue: str | None,
    many: int,
    seed: int | None,
    restarts: bool,
    **_: Any,
) -> None:
    """Run workers on this machine, kill them under running tasks, and report lost tasks.

    It takes the place of local-fleet. Never use the broker of a deployed environment.
    """
    from celery_scale_to_zero.chaos.faults import faults
    from celery_scale_to_zero.chaos.injection import Injection
    from celery_scale_to_zero.chaos.project_environment import ProjectEnvironment, running_workers
    from celery_scale_to_zero.configuration import scaling

    named = queue or next(each.name for each in scaling().queues if each.scales_to_zero)
    chosen = [each for each in faults(many=many) if restarts or not each.kills_broker]
    with running_workers(_application(context), interval=INJECTION_INTERVAL_SECONDS):
        is_clean = Injection(
            lambda: ProjectEnvironment(queue=named, period=INJECTION_INTERVAL_SECONDS),
            faults=chosen,
            echo=click.echo,
        ).run(seed=seed)
    if not is_clean:
        raise click.ClickException("Some tasks were lost or completed twice; see the table above.")


def _application(context: click.Context) -> str:
    """Return the value of Celery's option `--app`."""
    app = context.find_root().params["app"]
    if not isinstance(app, str):
        raise click.UsageError("Name the application: celery -A PROJECT …")
    return app
