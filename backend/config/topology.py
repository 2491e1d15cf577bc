"""Every process and queue of the backend: the one list.

The laptop's supervisor, the containers and the AWS stacks start what stands here. Standard library
only, so that they can import it without Django.
"""

from dataclasses import dataclass

from config.prices import DOLLARS_A_GB_HOUR, DOLLARS_A_VCPU_HOUR, DOLLARS_AN_ADDRESS_HOUR


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A Celery queue and the workers that serve it."""

    name: str
    minimum: int
    maximum: int
    concurrency: int
    """Tasks at a time in one worker."""
    time_limit: int
    """Seconds after which a task is killed."""
    cpu: int
    memory: int

    @property
    def dollars_an_hour(self) -> float:
        """Of one of its workers on Fargate, with its public address."""
        return (
            self.cpu / 1024 * DOLLARS_A_VCPU_HOUR
            + self.memory / 1024 * DOLLARS_A_GB_HOUR
            + DOLLARS_AN_ADDRESS_HOUR
        )


@dataclass(frozen=True, kw_only=True)
class Service:
    """A process that stays up; with a minimum of 0, one that comes when it is needed.

    `cpu` in 1/1024 of a core, `memory` in MiB.
    """

    name: str
    command: str
    """A `{host}` and `{port}` stand for where it listens."""
    cpu: int
    memory: int
    minimum: int = 1
    maximum: int = 1
    port: int | None = None
    """Where it listens in a container; None where nothing connects to it."""
    paths: tuple[str, ...] = ()
    """First segments of the paths it answers on the one address."""
    local_paths: tuple[str, ...] = ()
    """Those that it answers on one machine alone: on AWS a bucket does, or nobody."""
    health_check: str = ""
    """Path that says 200 while the process is up, without asking a store."""
    websocket: bool = False

    def arguments(self, *, host: str, port: int | None) -> list[str]:
        return self.command.format(host=host, port=port).split()


QUEUES: tuple[Queue, ...] = (
    Queue(name="default", minimum=1, maximum=2, concurrency=2, time_limit=300, cpu=256, memory=512),
    Queue(
        name="imports", minimum=0, maximum=2, concurrency=1, time_limit=1800, cpu=512, memory=1024
    ),
    Queue(
        name="heavy", minimum=0, maximum=2, concurrency=1, time_limit=9000, cpu=2048, memory=8192
    ),
)


def worker(queue: Queue) -> Service:
    return Service(
        name=f"worker-{queue.name}",
        command=(
            f"celery --app config.celery --quiet worker --queues {queue.name}"
            f" --hostname {queue.name}@%h --concurrency {queue.concurrency}"
            f" --time-limit {queue.time_limit} --without-gossip --without-mingle"
        ),
        cpu=queue.cpu,
        memory=queue.memory,
        minimum=queue.minimum,
        maximum=queue.maximum,
    )


SERVICES: tuple[Service, ...] = (
    Service(
        name="web",
        command=(
            "gunicorn config.wsgi --bind {host}:{port} --workers 2 --threads 8 --preload"
            # Longer than the balancer keeps a connection, which else asks one that is being closed.
            " --keep-alive 75"
            " --no-control-socket --max-requests 5000 --max-requests-jitter 500"
        ),
        port=8000,
        paths=("api", "graphql", "admin"),
        local_paths=("static", "media", "mailbox"),
        health_check="/api/health-check/",
        cpu=512,
        memory=1024,
        maximum=4,
    ),
    Service(
        name="websocket",
        command=(
            "uvicorn config.asgi:application --host {host} --port {port}"
            " --lifespan off --no-access-log --log-level warning --ws websockets-sansio"
            " --timeout-keep-alive 75"
        ),
        port=8001,
        paths=("ws",),
        health_check="/api/health-check/",
        websocket=True,
        cpu=256,
        memory=512,
        maximum=2,
    ),
    *(worker(queue) for queue in QUEUES),
    Service(
        name="beat",
        # No schedule file and no database scheduler: nothing to write, nothing that keeps a
        # sleeping database awake.
        command="celery --app config.celery --quiet beat --scheduler celery.beat:Scheduler",
        cpu=256,
        memory=512,
    ),
    Service(
        name="flower",
        command="python -m config.flower --address={host} --port={port} --url_prefix=flower",
        port=5555,
        paths=("flower",),
        health_check="/flower/healthcheck",
        cpu=256,
        memory=512,
    ),
)


# How many workers a queue gets on AWS. The metric of a queue is its demand: tasks that wait, and
# tasks that a worker holds. The CDK construct deploys this, the simulator evaluates it.

PERIOD = 60
"""Seconds of a datapoint: the finest that a schedule publishes."""
QUIET_PERIODS = 2
"""Datapoints without any demand before the last worker goes: with three, lone tasks cost more than
1.10 times their pure work (decision 11)."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A capacity for where `metric - threshold` lies: from `lower`, included, to `upper`, excluded;
    below the threshold the other way about. None stands for no bound.

    Source: Application Auto Scaling, "Step scaling policies".
    """

    lower: int | None
    upper: int | None
    capacity: int


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Watches the Maximum of the queue's demand. A missing datapoint neither raises nor ends it."""

    comparison: str
    threshold: int
    datapoints: int
    steps: tuple[Step, ...]
    period: int = PERIOD
    statistic: str = "Maximum"
    adjustment: str = "ExactCapacity"
    missing_data: str = "ignore"


@dataclass(frozen=True, kw_only=True)
class Autoscaling:
    """The two alarms of a queue. No demand lies within both, so they never pull both ways."""

    busy: Alarm
    idle: Alarm


def autoscaling(queue: Queue) -> Autoscaling:
    """Exactly `ceil(demand / concurrency)` workers, at most the maximum, and none once it is quiet.

    The busy alarm acts on one datapoint, the idle one on two: a worker that comes too late costs
    somebody's time, one that goes too late a few cents.
    """
    busy = 1
    steps = tuple(
        Step(
            lower=(workers - 1) * queue.concurrency + 1 - busy,
            upper=workers * queue.concurrency + 1 - busy if workers < queue.maximum else None,
            capacity=workers,
        )
        for workers in range(1, queue.maximum + 1)
    )
    return Autoscaling(
        busy=Alarm(
            comparison="GreaterThanOrEqualToThreshold", threshold=busy, datapoints=1, steps=steps
        ),
        idle=Alarm(
            comparison="LessThanOrEqualToThreshold",
            threshold=0,
            datapoints=QUIET_PERIODS,
            steps=(Step(lower=None, upper=0, capacity=queue.minimum),),
        ),
    )
