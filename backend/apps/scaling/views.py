import secrets
import time
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from celery import current_app
from constance import config
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework.exceptions import APIException, AuthenticationFailed, NotFound
from rest_framework.permissions import BasePermission, IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.openapi import error_responses
from apps.core.problem_details import StoreUnavailable
from apps.core.views import PublicView
from apps.scaling.demo import (
    TooManyDemosError,
    UnknownDemoError,
    cancel_demo,
    create_demo,
    delete_demo,
)
from apps.scaling.overview import get_overview, get_public_overview
from apps.scaling.serializers import (
    DemoRequestSerializer,
    DemoSerializer,
    HistoryRequestSerializer,
    HistorySerializer,
    MetricsRequestSerializer,
    MetricsSerializer,
    ScalingSerializer,
)
from apps.scaling.subscribers import notify_subscribers, subscribe
from apps.scaling.tasks import demo
from celery_scale_to_zero.broker.client import broker, visibility_timeout
from celery_scale_to_zero.broker.dead_letters import (
    UnknownDeadLetterError,
    discard_dead_letter,
    retry_dead_letter,
)
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control import history
from celery_scale_to_zero.control.sweep import QueueState, SweepError
from celery_scale_to_zero.dependencies import queue_states, sweep_queues
from celery_scale_to_zero.fleets import FleetError

# All visitors share one set of queries in this time.
VISITORS_CACHE_SECONDS = 5

logger = structlog.get_logger(__name__)


class CanOperate(BasePermission):
    """Staff, or every user if the live setting SCALING_OPEN is on."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        return bool(user.is_authenticated and (user.is_staff or config.SCALING_OPEN))


class CanSee(CanOperate):
    """All visitors, without sign-in, if the live setting SCALING_PUBLIC is on; else operators."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return config.SCALING_PUBLIC or super().has_permission(request, view)


class OperatorsView(APIView):
    permission_classes = (CanOperate,)


class WrongToken(AuthenticationFailed):
    default_detail = _("This token is invalid.")
    default_code = "wrong_token"


class SweepIncomplete(APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = _("Part of the sweep failed. The next sweep repeats it.")
    default_code = "sweep_incomplete"


class FleetUnavailable(APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = _("The worker fleet is unavailable. Try again in a moment.")
    default_code = "fleet_unavailable"


class TooManyDemos(APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("You have five unfinished tasks. Cancel one or wait until it is completed.")
    default_code = "too_many"


class CeleryMetricsView(PublicView):
    """The demand of all queues; the token of CELERY_METRICS_TOKEN is required."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    @error_responses(WrongToken)
    def get(self, request: Request) -> Response:
        """Return each queue's demand and workers. On Kubernetes KEDA polls it.

        The token is sent as `Authorization: Bearer`.
        """
        _check_token(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return Response(_metrics(_states()))

    @extend_schema(
        request=MetricsRequestSerializer,
        responses={200: OpenApiTypes.OBJECT},
    )
    @error_responses(WrongToken)
    def post(self, request: Request) -> Response:
        """Run the sweep; called every minute by the Lambda function on AWS or the local fleet."""
        body = MetricsRequestSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        _check_token(body.validated_data["celery_metrics_token"])
        try:
            swept = sweep_queues()
        except SweepError as error:
            logger.warning("sweep_incomplete", error=str(error))
            raise SweepIncomplete from error
        notify_subscribers(broker())
        return Response(_metrics(swept))


class ScalingView(APIView):
    """Return the current queues, workers, decisions, tasks and costs.

    Visitors, who need no sign-in if SCALING_PUBLIC is on, see neither tasks nor costs.
    """

    permission_classes = (CanSee,)

    @extend_schema(responses=ScalingSerializer)
    def get(self, request: Request) -> Response:
        if not CanOperate().has_permission(request, self):
            return Response(cache.get_or_set("scaling:visitors", _public, VISITORS_CACHE_SECONDS))
        subscribe(broker=broker(), user_id=_user_id(request))
        shown = get_overview(
            broker=broker(),
            states=_states(),
            seconds=visibility_timeout(),
            user_id=_user_id(request),
            is_staff=request.user.is_staff,
        )
        return Response(ScalingSerializer(shown).data)


class HistoryView(APIView):
    """Return each queue's samples of the last hours, one per change."""

    permission_classes = (CanSee,)

    @extend_schema(parameters=[HistoryRequestSerializer], responses=HistorySerializer(many=True))
    def get(self, request: Request) -> Response:
        query = HistoryRequestSerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        hours = round(query.validated_data["hours"], 2)
        if CanOperate().has_permission(request, self):
            return Response(_history(hours))
        key = f"scaling:visitors:{hours}"
        return Response(cache.get_or_set(key, partial(_history, hours), VISITORS_CACHE_SECONDS))


class DemoTasksView(OperatorsView):
    """Enqueue a demo task of a chosen length."""

    @extend_schema(request=DemoRequestSerializer, responses={201: DemoSerializer})
    @error_responses(TooManyDemos)
    def post(self, request: Request) -> Response:
        wish = DemoRequestSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        mine: dict[str, Any] = {"broker": broker(), "owner_id": _user_id(request)}
        try:
            created = create_demo(
                queue=scaling().demo_queue, seconds=wish.validated_data["seconds"], **mine
            )
        except TooManyDemosError as error:
            raise TooManyDemos from error
        try:
            demo.apply_async(
                kwargs={"demo_id": created.id}, task_id=created.id, queue=created.queue
            )
        except BrokerUnreachable as error:
            delete_demo(demo_id=created.id, **mine)
            raise StoreUnavailable from error
        notify_subscribers(broker())
        return Response(DemoSerializer(created).data, status=HTTPStatus.CREATED)


class DemoTaskView(OperatorsView):
    """Cancel one of your demo tasks."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, demo_id: UUID) -> Response:
        try:
            cancel_demo(broker=broker(), demo_id=str(demo_id), owner_id=_user_id(request))
        except UnknownDemoError as error:
            raise NotFound from error
        return Response(status=HTTPStatus.NO_CONTENT)


class DeadLetterView(APIView):
    """Retry or discard a dead letter. Staff only."""

    permission_classes = (IsAdminUser,)

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, run: str) -> Response:
        return self._do(partial(retry_dead_letter, app=current_app, broker=broker(), run=run))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, run: str) -> Response:
        return self._do(partial(discard_dead_letter, broker=broker(), run=run))

    def _do(self, action: "partial[None]") -> Response:
        try:
            action()
        except UnknownDeadLetterError as error:
            raise NotFound from error
        notify_subscribers(broker())
        return Response(status=HTTPStatus.NO_CONTENT)


def _check_token(given: str) -> None:
    if not secrets.compare_digest(given.encode(), scaling().token.encode()):
        raise WrongToken


def _metrics(states: Sequence[QueueState]) -> dict[str, Any]:
    return {each.queue.name: MetricsSerializer(each).data for each in states}


def _user_id(request: Request) -> int:
    user_id = request.user.pk
    assert user_id is not None  # guaranteed by CanOperate
    return int(user_id)


def _states() -> list[QueueState]:
    try:
        return queue_states()
    except FleetError as error:
        raise FleetUnavailable from error


def _public() -> dict[str, Any]:
    shown = get_public_overview(broker=broker(), states=_states())
    return dict(ScalingSerializer(shown).data)


def _history(hours: float) -> list[Any]:
    since = time.time() - hours * 3600
    body = [
        {"queue": queue.name, "samples": [_sample(at, sample) for at, sample in kept]}
        for queue in scaling().queues
        for kept in [history.list_samples(broker=broker(), queue=queue.name, since=since)]
    ]
    return list(HistorySerializer(body, many=True).data)


def _sample(at: float, sample: history.Sample) -> dict[str, Any]:
    return {
        "at": at,
        "demand": sample.demand,
        "wanted": sample.wanted,
        "starting": sample.starting,
        "busy": sample.busy,
        "idle": sample.idle,
    }
