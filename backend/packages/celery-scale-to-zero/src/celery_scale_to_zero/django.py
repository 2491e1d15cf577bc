"""The endpoint of the sweep for a Django project.

path("api/celery-metrics/", celery_metrics)
"""

import json
import secrets
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control.sweep import SweepError
from celery_scale_to_zero.dependencies import sweep_queues


@csrf_exempt
@require_POST
def celery_metrics(request: HttpRequest) -> JsonResponse:
    """Run the sweep and return each queue's demand and desired workers.

    The body is `{"celery_metrics_token": "…"}`, with the token of the configuration.
    """
    if not _has_token(request):
        return JsonResponse({"detail": "This token is invalid."}, status=HTTPStatus.UNAUTHORIZED)
    try:
        states = sweep_queues()
    except SweepError as error:
        return JsonResponse({"detail": str(error)}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse(
        {
            each.queue.name: {"demand": each.demand.total, "desired": each.size.desired}
            for each in states
        }
    )


def _has_token(request: HttpRequest) -> bool:
    expected = scaling().token
    try:
        body: Any = json.loads(request.body)
    except ValueError:
        return False
    given = body.get("celery_metrics_token") if isinstance(body, dict) else None
    if not expected or not isinstance(given, str):
        return False
    return secrets.compare_digest(given.encode(), expected.encode())
