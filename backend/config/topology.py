"""The list of all processes and queues of the backend.

The local supervisor, the containers and the AWS stacks start these processes. Standard library
only, so that they can import it without Django.
"""

from dataclasses import dataclass
from enum import Enum

from config.prices import DOLLARS_A_GB_HOUR, DOLLARS_A_VCPU_HOUR, DOLLARS_AN_ADDRESS_HOUR

# Between the soft and the hard time limit of a task.
CLOSE_SECONDS = 20
# From SIGTERM to SIGKILL on AWS and Kubernetes. Fargate's maximum; the backend's soft shutdown ends
# before.
STOP_TIMEOUT_SECONDS = 120
# Average above which another process of a service starts.
TARGET_CPU_PERCENT = 60
# A process of the pool uses 170 MiB after a large import.
MIN_CHILD_MEMORY_MIB = 192


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
    def soft_time_limit(self) -> int:
        """Return the seconds until a task is interrupted, so that it can store the reason."""
        return self.time_limit - CLOSE_SECONDS

    @property
    def child_memory(self) -> int:
        """Return the MiB above which a process of the pool is replaced after its task."""
        return max(MIN_CHILD_MEMORY_MIB, self.memory // 4 // self.concurrency)

    @property
    def dollars_an_hour(self) -> float:
        """Return the price of a worker on Fargate, with its public IP address."""
        return (
            self.cpu / 1024 * DOLLARS_A_VCPU_HOUR
            + self.memory / 1024 * DOLLARS_A_GB_HOUR
            + DOLLARS_AN_ADDRESS_HOUR
        )


@dataclass(frozen=True, kw_only=True)
class Service:
    """A long-running process; with a minimum of 0 it is started on demand.

    `cpu` in 1/1024 of a core, `memory` in MiB.
    """

    name: str
    command: str
    """`{host}` and `{port}` are replaced by the address that it listens on."""
    cpu: int
    memory: int
    minimum: int = 1
    maximum: int = 1
    port: int | None = None
    """Port in a container; None if nothing connects to it."""
    paths: tuple[str, ...] = ()
    """First segments of the URL paths that it serves."""
    local_paths: tuple[str, ...] = ()
    """Paths that it serves only on one machine; on AWS a bucket serves them, or none does."""
    health_check: str = ""
    """Path that returns 200 while the process is up, without a query to a store."""
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
            f" --time-limit {queue.time_limit} --soft-time-limit {queue.soft_time_limit}"
            f" --max-memory-per-child {queue.child_memory * 1024}"
            " --without-gossip --without-mingle"
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
            # Longer than the load balancer's, which would use a closing connection otherwise.
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
            " --timeout-keep-alive 75 --ws-max-size 65536"
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
        # Without a schedule file or a database scheduler, which would keep a paused database
        # awake.
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


class WorkerFleet(Enum):
    """Kinds of workers of queues that scale to zero (decision 27)."""

    SERVICES = "an ECS service for each queue, whose desired count follows alarms"
    TASKS = "standalone ECS tasks, which end when their queue is empty"


# Of every environment that does not choose another one.
WORKER_FLEET = WorkerFleet.TASKS
# Seconds without a task after which a worker leaves that is a standalone task. A longer wait costs
# more after each task than it saves in cold starts (`make simulate`).
IDLE_SECONDS = 30

# The scaling policy on AWS. The metric of a queue is its demand: waiting tasks and tasks held by
# workers. The CDK construct deploys this, the simulator evaluates it.

# Seconds of a datapoint: the shortest interval of a schedule.
PERIOD = 60
# Datapoints without demand before the last worker stops: with three, single tasks cost more than
# 1.10 times their pure work (decision 11).
QUIET_PERIODS = 2


@dataclass(frozen=True, kw_only=True)
class Step:
    """The capacity for an interval of `metric - threshold`. None is no bound.

    `lower` is included and `upper` excluded; below the threshold it is the other way round.

    Source: Application Auto Scaling, "Step scaling policies".
    """

    lower: int | None
    upper: int | None
    capacity: int


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """An alarm on the maximum of the queue's demand.

    It ends with missing data: an idle alarm that lasted would stop each worker that is woken before
    its datapoint is visible, as its policy acts once a minute (decision 27).
    """

    comparison: str
    threshold: int
    datapoints: int
    steps: tuple[Step, ...]
    period: int = PERIOD
    statistic: str = "Maximum"
    adjustment: str = "ExactCapacity"
    missing_data: str = "notBreaching"


@dataclass(frozen=True, kw_only=True)
class Autoscaling:
    """The two alarms of a queue, whose ranges of demand do not overlap."""

    busy: Alarm
    idle: Alarm


def autoscaling(queue: Queue) -> Autoscaling:
    """Return the alarms for `ceil(demand / concurrency)` workers, at most the maximum.

    The busy alarm acts on one datapoint, the idle one on two: a late start delays a user, a late
    stop costs a few cents.
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
