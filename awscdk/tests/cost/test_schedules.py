import pytest

from awscdk.cost.schedules import minutes_of_a_week, share_asleep, times_a_month

DAY = 24 * 60


def test_rate_expression_runs_per_month() -> None:
    assert times_a_month("rate(1 minute)") == 43_800
    assert times_a_month("rate(5 minutes)") == 8_760
    assert times_a_month("rate(1 day)") == pytest.approx(30.4167, abs=0.001)


def test_cron_expression_runs_per_month() -> None:
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
def test_unsupported_expression_is_rejected(expression: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        times_a_month(expression)
