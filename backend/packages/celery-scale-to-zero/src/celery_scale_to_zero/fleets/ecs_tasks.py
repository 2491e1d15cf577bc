"""Workers as standalone ECS tasks: a wake starts them, and they leave when their queue is empty.

Source: Amazon ECS Developer Guide, "Running an application as an Amazon ECS task".
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

import boto3
import structlog
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from redis import RedisError

from celery_scale_to_zero.aws import AWS_ERRORS, BOTO_CONFIG
from celery_scale_to_zero.broker import client as brokers
from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.starts import Starts
from celery_scale_to_zero.fleets import FleetError, Size

if TYPE_CHECKING:
    from types_boto3_ecs import ECSClient
    from types_boto3_ecs.type_defs import KeyValuePairTypeDef, TaskTypeDef

logger = structlog.get_logger(__name__)

# Variable of the container: token of the start.
START = "WORKER_START"
# Variable of the container: its broker database is that of a release's canaries.
CANARY = "WORKER_CANARY"
ON_DEMAND, SPOT = "FARGATE", "FARGATE_SPOT"
MAX_TASKS_PER_CALL = 100
CACHE_SECONDS = 2
# A task that does not run after this time never will: it is stopped and replaced.
MAX_START_SECONDS = 300
# RunTask takes a second or two; throttled calls are repeated with growing pauses. Other calls,
# which pages wait for, fail fast.
START_CONFIG = Config(
    connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 4, "mode": "standard"}
)
# Source: AWS re:Post, "How do I troubleshoot … a Capacity is unavailable error?"
NO_CAPACITY = "Capacity is unavailable"


class NoCapacityError(FleetError):
    """AWS has no machine for the task at this moment."""


class EcsTaskFleet:
    """Fleet of standalone tasks of the family `<cluster>-worker-<queue>`."""

    def __init__(
        self,
        *,
        cluster: str,
        queues: Sequence[str],
        subnets: Sequence[str],
        security_groups: Sequence[str],
        public_ip: bool,
        spot: bool,
        canary: bool = False,
        broker: Broker | None = None,
    ) -> None:
        """`spot`: use On-Demand capacity only if there is no Spot capacity.

        `canary`: its workers are those of a release's test, apart from all others.
        """
        self.cluster = cluster
        self.queues = queues
        self.subnets = subnets
        self.security_groups = security_groups
        self.public_ip = public_ip
        self.spot = spot
        self.canary = canary
        self.broker = broker or brokers.broker()
        self._known: dict[tuple[str, ...], tuple[float, Mapping[str, Size]]] = {}

    @cached_property
    def client(self) -> "ECSClient":
        return boto3.client("ecs", config=BOTO_CONFIG)

    @cached_property
    def starting_client(self) -> "ECSClient":
        return boto3.client("ecs", config=START_CONFIG)

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        """Return sizes at most two seconds old: pages poll often, and ECS limits its calls."""
        key = tuple(queues)
        if key not in self._known or time.monotonic() - self._known[key][0] > CACHE_SECONDS:
            with _as_fleet_error():
                sizes = {queue: self._size(queue) for queue in queues if queue in self.queues}
            self._known[key] = time.monotonic(), sizes
        return self._known[key][1]

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        if queue not in self.queues:
            raise FleetError(f"no tasks are started for the queue {queue}")
        starts = Starts(broker=self.broker, queue=queue)
        with _as_fleet_error():
            tasks = self._tasks(queue)
            stuck = [task for task in tasks if _is_stuck(task)]
            for task in stuck:
                logger.warning("task_stuck", task=task["taskArn"], status=task["lastStatus"])
                self._stop(task, reason=f"not running after {MAX_START_SECONDS} s")
            listed = [_token(task) for task in tasks if task not in stuck]
            before, tokens = starts.reserve(listed=listed, workers=workers)
            if not tokens:
                return None
            self._known.clear()
            self._start(starts, tokens, spot=self.spot and not stuck)
        return before

    def stop(self, *, queue: str) -> None:
        """Stop all workers of the queue. Raise FleetError."""
        with _as_fleet_error():
            for task in self._tasks(queue):
                self._stop(task, reason="no longer needed")

    def _size(self, queue: str) -> Size:
        tasks = self._tasks(queue)
        listed = [_token(task) for task in tasks if not _is_stuck(task)]
        desired = Starts(broker=self.broker, queue=queue).count(listed=listed)
        return Size(desired=desired, running=len(tasks))

    def _tasks(self, queue: str) -> "list[TaskTypeDef]":
        """Return the tasks that are starting or running."""
        pages = self.client.get_paginator("list_tasks").paginate(
            # The only filter that ECS combines with no other; it leaves out stopping tasks.
            cluster=self.cluster,
            startedBy=self._started_by(queue),
        )
        arns = [arn for page in pages for arn in page["taskArns"]]
        return [
            task
            for first in range(0, len(arns), MAX_TASKS_PER_CALL)
            for task in self.client.describe_tasks(
                cluster=self.cluster, tasks=arns[first : first + MAX_TASKS_PER_CALL]
            )["tasks"]
            if task["desiredStatus"] == "RUNNING"
        ]

    def _start(self, starts: Starts, tokens: Sequence[str], *, spot: bool) -> None:
        """Start a worker for each token; cancel those that ECS has rejected."""
        for at, token in enumerate(tokens):
            try:
                self._start_one(starts.queue, token, spot=spot)
            except Exception as error:
                # Without a response the task may have started: its reservation expires.
                if never_started := tokens[at if _is_rejected(error) else at + 1 :]:
                    starts.cancel(*never_started)
                raise

    def _start_one(self, queue: str, token: str, *, spot: bool) -> None:
        try:
            self._run_task(queue, token, provider=SPOT if spot else ON_DEMAND)
        except NoCapacityError:
            if not spot:
                raise
            # A strategy of two providers divides tasks among them; it does not fall back.
            logger.warning("spot_unavailable", queue=queue)
            self._run_task(queue, token, provider=ON_DEMAND)

    def _run_task(self, queue: str, token: str, *, provider: str) -> None:
        """Raise FleetError or one of AWS_ERRORS."""
        try:
            response = self.starting_client.run_task(
                cluster=self.cluster,
                # The latest revision. Running tasks keep theirs.
                taskDefinition=f"{self.cluster}-{_name(queue)}",
                startedBy=self._started_by(queue),
                # However often the call is repeated, ECS starts one task.
                clientToken=f"{token}-{provider}",
                capacityProviderStrategy=[{"capacityProvider": provider, "weight": 1}],
                networkConfiguration={
                    "awsvpcConfiguration": {
                        "subnets": self.subnets,
                        "securityGroups": self.security_groups,
                        "assignPublicIp": "ENABLED" if self.public_ip else "DISABLED",
                    }
                },
                overrides={
                    "containerOverrides": [
                        {"name": _name(queue), "environment": self._variables(token)}
                    ]
                },
                enableECSManagedTags=True,
                enableExecuteCommand=True,
                propagateTags="TASK_DEFINITION",
            )
        except self.starting_client.exceptions.ConflictException:
            return  # a former call with this token has started the task, of another revision
        except ClientError as error:
            if NO_CAPACITY in str(error):
                raise NoCapacityError(str(error)) from error
            raise
        for failure in response["failures"]:
            reason = f"{failure.get('reason')} {failure.get('detail', '')}".strip()
            raise (NoCapacityError if NO_CAPACITY in reason else FleetError)(reason)

    def _stop(self, task: "TaskTypeDef", *, reason: str) -> None:
        self.client.stop_task(cluster=self.cluster, task=task["taskArn"], reason=reason)

    def _started_by(self, queue: str) -> str:
        return f"canary-{queue}" if self.canary else _name(queue)

    def _variables(self, token: str) -> "list[KeyValuePairTypeDef]":
        given: list[KeyValuePairTypeDef] = [{"name": START, "value": token}]
        return [*given, {"name": CANARY, "value": "1"}] if self.canary else given


def _name(queue: str) -> str:
    """Return the name of the container, which ends that of its family."""
    return f"worker-{queue}"


def _token(task: "TaskTypeDef") -> str:
    for container in task["overrides"].get("containerOverrides", []):
        for variable in container.get("environment", []):
            if variable["name"] == START:
                return variable["value"]
    return task["taskArn"]


def _is_stuck(task: "TaskTypeDef") -> bool:
    age = datetime.now(UTC) - task["createdAt"]
    return task["lastStatus"] != "RUNNING" and age.total_seconds() > MAX_START_SECONDS


def _is_rejected(error: Exception) -> bool:
    """Return True if the call certainly started no task."""
    if isinstance(error, ClientError):
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return status < HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, FleetError | ConnectTimeoutError | EndpointConnectionError)


@contextmanager
def _as_fleet_error() -> Iterator[None]:
    try:
        yield
    except (*AWS_ERRORS, RedisError) as error:
        raise FleetError(str(error)) from error
