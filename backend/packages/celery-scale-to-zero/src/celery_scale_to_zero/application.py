"""Set up a Celery application whose workers scale to zero."""

from collections.abc import Callable
from typing import Any

from celery import Celery
from celery.utils.imports import symbol_by_name

from celery_scale_to_zero.configuration import Scaling, configure
from celery_scale_to_zero.control.publishing import wake_on_publish
from celery_scale_to_zero.dependencies import waker
from celery_scale_to_zero.worker.task_requests import LeasedTask, lease_tasks

TRANSPORT = "celery_scale_to_zero.broker.transport:Transport"
VISIBILITY_TIMEOUT_SECONDS = 60
REQUIRED = {
    # Kombu's own transport may lose a task between queue and worker.
    "broker_transport": TRANSPORT,
    # A task leaves the broker when it ends, not when it starts.
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    # A worker holds only the tasks that it runs, so that the demand is exact.
    "worker_prefetch_multiplier": 1,
}


def scale_to_zero(app: "Celery[Any]", get_scaling: Scaling | Callable[[], Scaling]) -> None:
    """Give the application's tasks leases, and wake the workers of its queues as it publishes.

    Call it where the application is created, before it has tasks. `get_scaling` may be a function,
    for a configuration that is known later, such as Django's settings.
    """
    # Wakes run in a thread of their own, where Celery would take an application without settings.
    app.set_default()
    configure((lambda: get_scaling) if isinstance(get_scaling, Scaling) else get_scaling)
    own: Any = app  # Celery's types know no class here
    own.task_cls = _with_leases(symbol_by_name(own.task_cls))
    lease_tasks(app)
    wake_on_publish(waker)
    if own.configured:
        _require_settings(app.conf)
    else:
        app.on_after_configure.connect(lambda source, **_: _require_settings(source), weak=False)


def _with_leases(task: type[Any]) -> type[Any]:
    """Return the application's own class of tasks with leases."""
    if issubclass(LeasedTask, task):
        return LeasedTask
    return type(task.__name__, (LeasedTask, task), {})


def _require_settings(conf: Any) -> None:
    conf.update(REQUIRED)
    options = conf.broker_transport_options or {}
    conf.broker_transport_options = {"visibility_timeout": VISIBILITY_TIMEOUT_SECONDS} | options
    # Kombu ignores the scheme `rediss` if the transport is given by its path.
    if str(conf.broker_url).startswith("rediss:") and not conf.broker_use_ssl:
        conf.broker_use_ssl = {"ssl_cert_reqs": "required"}
