import pytest

from awscdk.cost.schedule import minutes_of_a_week, share_asleep, times_a_month

DAY = 24 * 60


def test_a_rate_fires_as_often_as_it_says() -> None:
    assert times_a_month("rate(1 minute)") == 43_800
    assert times_a_month("rate(5 minutes)") == 8_760
    assert times_a_month("rate(1 day)") == pytest.approx(30.4167, abs=0.001)


def test_a_cron_fires_at_its_minutes_hours_and_days() -> None:
    assert minutes_of_a_week("cron(0 7 ? * MON-FRI *)") == {day * DAY + 420 for day in range(5)}
    assert minutes_of_a_week("cron(0/30 20-21 ? * SUN *)") == {
        6 * DAY + minute for minute in (1200, 1230, 1260, 1290)
    }
    assert len(minutes_of_a_week("cron(0,15 * * * * *)")) == 7 * 24 * 2
    assert times_a_month("cron(0 3 ? * * *)") == pytest.approx(730 / 24)


def test_nights_and_weekends() -> None:
    share = share_asleep(
        falls_asleep="cron(0/15 20-23 ? * * *)", wakes_up="cron(0 7 ? * MON-FRI *)"
    )
    assert share * 7 * 24 == pytest.approx(4 * 11 + 59)


@pytest.mark.parametrize(
    "expression", ["at(2026-11-25T07:00:00)", "cron(0 7 1 * ? *)", "cron(0 7 ? * 2 *)", "rate(1 x)"]
)
def test_what_is_not_understood_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        times_a_month(expression)
