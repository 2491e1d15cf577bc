from apps.scaling.simulator.policies import PolicyComparison
from celery_scale_to_zero.policy.capacity import workers_needed
from celery_scale_to_zero.tests.alarm_fixtures import Queue, autoscaling

# As in the topology, which no app may import; config/tests compares them.
IDLE_SECONDS = 30


def comparison(queue: Queue, *, quiet: int = 3) -> PolicyComparison:
    return PolicyComparison(
        queue=queue,
        autoscaling=autoscaling(queue, quiet=quiet),
        workers_needed=workers_needed,
        idle_seconds=IDLE_SECONDS,
    )
