from django.apps import AppConfig


class ScalingConfig(AppConfig):
    name = "apps.scaling"

    def ready(self) -> None:
        from celery.signals import task_postrun, task_prerun

        from apps.scaling.reconciling import close_killed_jobs, count_published
        from apps.scaling.subscribers import notify_subscribers
        from celery_scale_to_zero.broker.client import broker

        count_published()
        close_killed_jobs()
        for signal in (task_prerun, task_postrun):
            signal.connect(lambda **_: notify_subscribers(broker()), weak=False)
