from celery import Task, shared_task

from apps.core.jobs import JobBusyError, Reason, job_of, registered_jobs
from apps.scaling.canary import run_canary
from apps.scaling.demo import run_demo
from apps.scaling.reconciling import reconcile
from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.configuration import scaling


@shared_task
def demo(*, demo_id: str) -> None:
    run_demo(broker=broker(), demo_id=demo_id)


@shared_task
def canary(*, token: str) -> None:
    run_canary(broker=broker(), token=token)


@shared_task
def reconcile_jobs(*, thoroughly: bool = False) -> None:
    reconcile(
        broker=broker(),
        queues=[queue.name for queue in scaling().queues],
        jobs=registered_jobs(),
        thoroughly=thoroughly,
    )


@shared_task(bind=True, max_retries=8)
def close_job(self: Task[..., None], *, task: str, key: str, reason: str) -> None:
    """Close the row of a task that was killed or became a dead letter; sent by its worker."""
    job = job_of(task)
    if job is None:
        return
    try:
        job.close(key, Reason(reason))
    except JobBusyError as error:
        # Postgres may not have noticed yet that the process is gone.
        raise self.retry(exc=error, countdown=2**self.request.retries) from error
