from apps.scaling.simulator.metric import Metric


def test_a_datapoint_is_the_largest_number_published_within_the_period() -> None:
    metric = Metric(every=60, phase=30)
    metric.set(moment=100, value=2)
    metric.set(moment=200, value=0)
    moments = range(60, 301, 60)
    assert [metric.maximum(moment=moment, period=60) for moment in moments] == [0, 0, 2, 0, 0]
    assert metric.maximum(moment=300, period=300) == 2


def test_what_comes_and_goes_between_publications_is_not_seen() -> None:
    metric = Metric(every=300, phase=30)
    metric.set(moment=100, value=1)
    metric.set(moment=200, value=0)
    assert metric.maximum(moment=360, period=300) == 0


def test_a_publication_in_between_is_seen_within_its_period_alone() -> None:
    metric = Metric(every=60, phase=30)
    metric.publish(moment=100, value=3)
    assert [metric.maximum(moment=moment, period=60) for moment in (99, 120, 159, 160)] == [
        0,
        3,
        3,
        0,
    ]


def test_a_period_without_a_publication_has_no_datapoint() -> None:
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
