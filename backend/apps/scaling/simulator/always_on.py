from apps.scaling.simulator.world import World


class AlwaysOn:
    """A fixed number of workers."""

    def __init__(self, *, workers: int) -> None:
        self._workers = workers

    def begin(self, world: World) -> None:
        world.fleet.set_desired(self._workers)

    def enqueued(self) -> None: ...

    def changed(self) -> None: ...
