from django.apps import AppConfig


class ScalingConfig(AppConfig):
    name = "apps.scaling"

    def ready(self) -> None:
        from celery.signals import task_postrun, task_prerun

        from apps.scaling.broker import broker
        from apps.scaling.publishing import wake_on_publish
        from apps.scaling.watchers import tell_watchers
        from apps.scaling.wiring import waker

        wake_on_publish(waker)
        for moment in (task_prerun, task_postrun):
            moment.connect(lambda **_: tell_watchers(broker()), weak=False)
