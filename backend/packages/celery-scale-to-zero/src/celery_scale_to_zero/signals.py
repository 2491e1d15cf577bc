"""Signals of a worker, for what a task cannot do itself as it does not run any more."""

from celery.utils.dispatch import Signal

# The task was killed at its hard time limit. `run`: its `task_runs.Run`.
task_timed_out = Signal(name="task_timed_out", providing_args=["run"])
# The task killed its workers too often and became a dead letter. `run`: its `task_runs.Run`.
task_became_dead_letter = Signal(name="task_became_dead_letter", providing_args=["run"])
