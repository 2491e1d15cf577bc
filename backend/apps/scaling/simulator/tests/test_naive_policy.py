from apps.scaling.simulator.naive_policy import naive_alarms
from celery_scale_to_zero.policy.alarms import evaluate


def test_naive_alarms_conflict_at_one_task() -> None:
    pulls = evaluate(alarms=naive_alarms(overlap=True), datapoints=[0, 1, 2])
    assert [[action.applied(current=1) for action in minute] for minute in pulls] == [
        [0],
        [2, 0],
        [2],
    ]
