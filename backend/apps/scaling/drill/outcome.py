"""What became of the tasks that a ground was given."""

from dataclasses import dataclass

from apps.scaling.drill.ground import Ground


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Numbers of tasks, but for what must not be."""

    sent: int
    ended_once: int
    ended_again: tuple[str, ...]
    """Names of those that did so more than once: what must not be."""
    lost: tuple[str, ...]
    """Names of those that neither ended nor are among the dead letters: what must not be either."""
    dead: int
    """Among the dead letters."""
    poisonous: int
    """That belong there, and nobody else does."""
    restarted: int
    """Begun more than once, because a worker did not survive."""

    @property
    def is_clean(self) -> bool:
        return not self.ended_again and not self.lost and self.dead == self.poisonous


def settle(ground: Ground, *, patience: float = 300) -> Outcome:
    """Wait until no work and no worker is left, and count. Raises UnmovedError."""
    ground.until(ground.is_quiet, what="everything to end", patience=patience)
    return _outcome(ground)


def _outcome(ground: Ground) -> Outcome:
    names = [*ground.sent, *ground.poisoned]
    ends, starts = ground.journal.ends(names), ground.journal.starts(names)
    buried = ground.buried()
    return Outcome(
        sent=len(names),
        ended_once=sum(1 for name in names if ends[name] == 1),
        ended_again=tuple(name for name in names if ends[name] > 1),
        lost=tuple(name for name in names if not ends[name] and name not in buried),
        dead=len(buried),
        poisonous=len(ground.poisoned),
        restarted=sum(1 for name in names if starts[name] > 1),
    )
