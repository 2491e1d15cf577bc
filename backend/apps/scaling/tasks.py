from celery import shared_task

from apps.scaling.broker import broker
from apps.scaling.demo import run_demo


@shared_task
def demo(*, demo_id: str) -> None:
    run_demo(broker=broker(), demo_id=demo_id)
