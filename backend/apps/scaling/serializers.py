from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from apps.scaling.demo import MAX_DEMO_SECONDS, State
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control.decision_log import Reason
from celery_scale_to_zero.control.sweep import QueueState


class MomentField(serializers.DateTimeField):
    """Seconds since 1970, serialized as an ISO timestamp."""

    def to_representation(self, value: float) -> str | None:  # type: ignore[override] # seconds
        return super().to_representation(datetime.fromtimestamp(value, UTC))


class MetricsRequestSerializer(serializers.Serializer[dict[str, Any]]):
    celery_metrics_token = serializers.CharField()


class MetricsSerializer(serializers.Serializer[Any]):
    """Metrics of one queue."""

    demand = serializers.IntegerField(source="demand.total")
    queued = serializers.IntegerField(source="demand.queued")
    held = serializers.IntegerField(source="demand.held")
    oldest_seconds = serializers.FloatField(source="demand.oldest_seconds")
    workers_needed = serializers.IntegerField(source="needed")
    workers = serializers.IntegerField(source="size.running")


class CostSerializer(serializers.Serializer[Any]):
    """Cost of the last 24 hours, or since records began."""

    since = MomentField()
    worker_hours = serializers.FloatField()
    dollars = serializers.FloatField()
    always_on_dollars = serializers.FloatField()


class QueueSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(source="state.queue.name")
    minimum = serializers.IntegerField(source="state.queue.minimum")
    maximum = serializers.IntegerField(source="state.queue.maximum")
    concurrency = serializers.IntegerField(source="state.queue.concurrency")
    queued = serializers.IntegerField(source="state.demand.queued")
    held = serializers.IntegerField(source="state.demand.held")
    oldest_seconds = serializers.FloatField(source="state.demand.oldest_seconds")
    wanted = serializers.IntegerField(source="state.needed")
    starting = serializers.IntegerField(source="state.starting")
    busy = serializers.IntegerField(source="state.busy")
    idle = serializers.SerializerMethodField()
    cost = CostSerializer(allow_null=True)

    def get_idle(self, queue: dict[str, Any]) -> int:
        return int(queue["state"].ready - queue["state"].busy)


class PublicQueueSerializer(serializers.Serializer[QueueState]):
    """Queue and workers without costs, for visitors."""

    name = serializers.CharField(source="queue.name")
    minimum = serializers.IntegerField(source="queue.minimum")
    maximum = serializers.IntegerField(source="queue.maximum")
    backlog = serializers.IntegerField(source="demand.total")
    starting = serializers.IntegerField()
    busy = serializers.IntegerField()
    idle = serializers.SerializerMethodField()

    def get_idle(self, state: QueueState) -> int:
        return state.ready - state.busy


class DecisionSerializer(serializers.Serializer[Any]):
    at = MomentField()
    reason = serializers.ChoiceField(choices=[reason.value for reason in Reason])
    queue = serializers.CharField()
    demand = serializers.IntegerField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class RunningTaskSerializer(serializers.Serializer[Any]):
    task_id = serializers.CharField()
    task = serializers.CharField()
    queue = serializers.CharField()
    worker = serializers.SerializerMethodField()
    started = MomentField()

    def get_worker(self, run: Any) -> str:
        return str(run.worker.split("@")[0])


class DemoSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    queue = serializers.CharField()
    seconds = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[state.value for state in State])
    fraction = serializers.FloatField()
    attempts = serializers.IntegerField()
    created = MomentField()
    ended = MomentField(allow_null=True)


class DemoRequestSerializer(serializers.Serializer[dict[str, Any]]):
    seconds = serializers.IntegerField(min_value=1, max_value=MAX_DEMO_SECONDS)


class DeadLetterSerializer(serializers.Serializer[Any]):
    run = serializers.CharField()
    task = serializers.CharField()
    queue = serializers.CharField()
    arguments = serializers.CharField()
    buried = MomentField()


class ScalingSerializer(serializers.Serializer[Any]):
    can_operate = serializers.BooleanField(
        help_text="False for visitors, who see neither tasks nor costs."
    )
    queues = QueueSerializer(many=True)
    swept = MomentField(allow_null=True)
    decisions = DecisionSerializer(many=True)
    running = RunningTaskSerializer(many=True)
    demos = DemoSerializer(many=True)
    demo_queue = serializers.CharField(default=lambda: scaling().demo_queue)
    dead_letters = DeadLetterSerializer(many=True)


class SampleSerializer(serializers.Serializer[Any]):
    at = MomentField()
    demand = serializers.IntegerField()
    wanted = serializers.IntegerField()
    starting = serializers.IntegerField()
    busy = serializers.IntegerField()
    idle = serializers.IntegerField()


class HistoryRequestSerializer(serializers.Serializer[dict[str, Any]]):
    hours = serializers.FloatField(min_value=0.1, max_value=24, default=3)


class HistorySerializer(serializers.Serializer[Any]):
    queue = serializers.CharField()
    samples = SampleSerializer(many=True)
