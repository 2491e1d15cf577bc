from django.apps import AppConfig


class ScalingConfig(AppConfig):
    name = "apps.scaling"

    def ready(self) -> None:
        from celery.signals import task_postrun, task_prerun

        from apps.scaling.broker import broker
        from apps.scaling.dependencies import waker
        from apps.scaling.publishing import wake_on_publish
        from apps.scaling.reconciling import count_published
        from apps.scaling.subscribers import notify_subscribers

        wake_on_publish(waker)
        count_published()
        for signal in (task_prerun, task_postrun):
            signal.connect(lambda **_: notify_subscribers(broker()), weak=False)
