"""The CloudWatch metrics that the alarms evaluate."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from celery_scale_to_zero.broker.demand import Demand

if TYPE_CHECKING:
    from types_boto3_cloudwatch import CloudWatchClient
    from types_boto3_cloudwatch.type_defs import MetricDatumTypeDef

# One datapoint per sweep; the alarm fires when it is missing.
HEARTBEAT = "sweep"


def age_metric(queue: str) -> str:
    return f"{queue} oldest"


class MetricsError(Exception):
    """CloudWatch is unavailable; the next sweep publishes again."""


class Metrics:
    """Metrics of one namespace; without a name none is published."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    @cached_property
    def client(self) -> "CloudWatchClient":
        import boto3

        from celery_scale_to_zero.aws import BOTO_CONFIG

        return boto3.client("cloudwatch", config=BOTO_CONFIG)

    def publish(self, counted: Sequence[Demand], *, heartbeat: bool = False) -> None:
        """Publish each queue's demand, in tasks, and the age of its oldest task, in seconds.

        Raise MetricsError if CloudWatch fails.
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
            self._put(data)

    def _put(self, data: "list[MetricDatumTypeDef]") -> None:
        # Projects outside AWS do without boto3.
        from celery_scale_to_zero.aws import AWS_ERRORS

        try:
            self.client.put_metric_data(Namespace=self.namespace, MetricData=data)
        except AWS_ERRORS as error:
            raise MetricsError(str(error)) from error


def _datum(name: str, value: float, unit: str) -> "MetricDatumTypeDef":
    return {"MetricName": name, "Value": value, "Unit": unit}  # type: ignore[typeddict-item] # two of its many units
