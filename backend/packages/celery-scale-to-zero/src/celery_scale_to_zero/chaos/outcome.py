"""The results of the tasks of a chaos run."""

from dataclasses import dataclass

from celery_scale_to_zero.chaos.environment import ChaosEnvironment
from celery_scale_to_zero.chaos.faults import KILLS


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Numbers of tasks; names where the expected number is zero."""

    sent: int
    ended_once: int
    ended_again: tuple[str, ...]
    """Names of tasks that ended more than once; must be empty."""
    lost: tuple[str, ...]
    """Names of tasks that neither ended nor became dead letters; must be empty."""
    dead: int
    """Tasks among the dead letters."""
    dead_early: tuple[str, ...]
    """Names of dead letters that lost fewer workers than a task may lose; must be empty."""
    poisonous: int
    """Tasks that kill each worker, and so should become dead letters."""
    restarted: int
    """Tasks started more than once, because a worker was killed."""

    @property
    def is_clean(self) -> bool:
        all_poisonous_are_dead = self.dead >= self.poisonous
        return all_poisonous_are_dead and not (self.ended_again or self.lost or self.dead_early)


def wait_for_outcome(environment: ChaosEnvironment, *, patience: float = 300) -> Outcome:
    """Wait until no task and no worker is left, and return the outcome. Raise WaitTimeoutError."""
    environment.until(environment.is_quiet, what="everything to end", patience=patience)
    return _outcome(environment)


def _outcome(environment: ChaosEnvironment) -> Outcome:
    names = [*environment.sent, *environment.poisoned]
    ends, starts = environment.task_log.ends(names), environment.task_log.starts(names)
    buried = environment.dead_letter_names()
    return Outcome(
        sent=len(names),
        ended_once=sum(1 for name in names if ends[name] == 1),
        ended_again=tuple(name for name in names if ends[name] > 1),
        lost=tuple(name for name in names if not ends[name] and name not in buried),
        dead=len(buried),
        dead_early=tuple(name for name in buried if starts[name] < KILLS),
        poisonous=len(environment.poisoned),
        restarted=sum(1 for name in names if starts[name] > 1),
    )
