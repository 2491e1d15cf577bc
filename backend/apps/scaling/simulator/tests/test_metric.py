from apps.scaling.simulator.metric import Metric


def test_datapoint_is_the_maximum_of_the_period() -> None:
    metric = Metric(every=60, phase=30)
    metric.set(moment=100, value=2)
    metric.set(moment=200, value=0)
    moments = range(60, 301, 60)
    assert [metric.maximum(moment=moment, period=60) for moment in moments] == [0, 0, 2, 0, 0]
    assert metric.maximum(moment=300, period=300) == 2


def test_changes_between_publications_are_not_seen() -> None:
    metric = Metric(every=300, phase=30)
    metric.set(moment=100, value=1)
    metric.set(moment=200, value=0)
    assert metric.maximum(moment=360, period=300) == 0


def test_extra_publication_counts_within_its_period() -> None:
    metric = Metric(every=60, phase=30)
    metric.publish(moment=100, value=3)
    assert [metric.maximum(moment=moment, period=60) for moment in (99, 120, 159, 160)] == [
        0,
        3,
        3,
        0,
    ]


def test_period_without_publication_has_no_datapoint() -> None:
    assert Metric(every=300, phase=30).maximum(moment=240, period=60) is None


def test_silence_has_no_datapoint() -> None:
    metric = Metric(every=60, phase=30)
    metric.set(moment=0, value=None)
    metric.set(moment=100, value=2)
    metric.set(moment=200, value=None)
    moments = range(60, 301, 60)
    assert [metric.maximum(moment=moment, period=60) for moment in moments] == [
        None,
        None,
        2,
        None,
        None,
    ]
