"""Workers as Fargate services: Application Auto Scaling sets their number, a wake raises it."""

import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

from celery_scale_to_zero.aws import AWS_ERRORS, BOTO_CONFIG
from celery_scale_to_zero.fleets import FleetError, Size

if TYPE_CHECKING:
    from types_boto3_ecs import ECSClient
    from types_boto3_ecs.type_defs import ServiceTypeDef

MAX_SERVICES_PER_CALL = 10
CACHE_SECONDS = 2


class EcsServiceFleet:
    """Fleet of one service per queue, `worker-<queue>`, in one cluster."""

    def __init__(self, *, cluster: str) -> None:
        self.cluster = cluster
        self._known: dict[tuple[str, ...], tuple[float, Mapping[str, Size]]] = {}

    @cached_property
    def client(self) -> "ECSClient":
        return boto3.client("ecs", config=BOTO_CONFIG)

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        """Return sizes at most two seconds old: pages poll often, and ECS limits its calls."""
        key = tuple(queues)
        if key not in self._known or time.monotonic() - self._known[key][0] > CACHE_SECONDS:
            self._known[key] = time.monotonic(), self._sizes(queues)
        return self._known[key][1]

    def _sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        services: list[ServiceTypeDef] = []
        for first in range(0, len(queues), MAX_SERVICES_PER_CALL):
            services += self._services(queues[first : first + MAX_SERVICES_PER_CALL])
        return {
            each["serviceName"].removeprefix("worker-"): Size(
                desired=each["desiredCount"],
                running=each["runningCount"] + each["pendingCount"],
            )
            for each in services
        }

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        found = self._services([queue])
        if not found:
            raise FleetError(f"service worker-{queue} not found in cluster {self.cluster}")
        desired = found[0]["desiredCount"]
        if desired >= workers:
            return None
        try:
            self.client.update_service(
                cluster=self.cluster, service=f"worker-{queue}", desiredCount=workers
            )
        except AWS_ERRORS as error:
            raise FleetError(str(error)) from error
        self._known.clear()
        return desired

    def _services(self, queues: Sequence[str]) -> "list[ServiceTypeDef]":
        try:
            response = self.client.describe_services(
                cluster=self.cluster, services=[f"worker-{queue}" for queue in queues]
            )
        except AWS_ERRORS as error:
            raise FleetError(str(error)) from error
        return [each for each in response["services"] if each["status"] == "ACTIVE"]
