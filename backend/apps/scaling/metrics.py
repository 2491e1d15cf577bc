"""The CloudWatch metrics that the alarms evaluate."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

from apps.scaling.aws import BOTO_CONFIG
from apps.scaling.demand import Demand

if TYPE_CHECKING:
    from types_boto3_cloudwatch import CloudWatchClient
    from types_boto3_cloudwatch.type_defs import MetricDatumTypeDef

# One datapoint per sweep; the alarm fires when it is missing.
HEARTBEAT = "sweep"


def age_metric(queue: str) -> str:
    return f"{queue} oldest"


class Metrics:
    """Metrics of one namespace; without a name none is published."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    @cached_property
    def client(self) -> "CloudWatchClient":
        return boto3.client("cloudwatch", config=BOTO_CONFIG)

    def publish(self, counted: Sequence[Demand], *, heartbeat: bool = False) -> None:
        """Publish each queue's demand, in tasks, and the age of its oldest task, in seconds.

        Raise one of AWS_ERRORS if CloudWatch fails.
        """
        data: list[MetricDatumTypeDef] = [
            datum
            for each in counted
            for datum in (
                _datum(each.queue, each.total, "Count"),
                _datum(age_metric(each.queue), each.oldest_seconds, "Seconds"),
            )
        ]
        if heartbeat:
            data.append(_datum(HEARTBEAT, 1, "Count"))
        if data and self.namespace:
            self.client.put_metric_data(Namespace=self.namespace, MetricData=data)


def _datum(name: str, value: float, unit: str) -> "MetricDatumTypeDef":
    return {"MetricName": name, "Value": value, "Unit": unit}  # type: ignore[typeddict-item] # two of its many units
