"""Cost limits of the environments."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from awscdk.cost import __main__ as command
from awscdk.cost.estimate import LIMITS, Estimate
from awscdk.cost.prices import COMPARED, MAX_AGE_DAYS, PRICES, LineItem, Price, total
from awscdk.cost.report import Report
from awscdk.environments import PRODUCTION, STAGING
from awscdk.templates import read_templates
from awscdk.tests.conftest import Synthesize

EXPENSIVE = LineItem("S", "w", Price(dollars=1, unit="month"), 1000, buys="b")


def test_staging_costs_less_than_45_dollars_at_rest(report: Report) -> None:
    assert LIMITS["us-east-1"]["staging"] == report.staging.limit == 45
    assert total(report.staging.at_rest) <= 45


def test_production_costs_less_than_160_dollars_at_rest(report: Report) -> None:
    assert LIMITS["us-east-1"]["production"] == report.production.limit == 160
    assert total(report.production.at_rest) <= 160


def test_preview_costs_less_than_half_a_dollar_at_rest(report: Report) -> None:
    assert 0.4 < report.staging.preview_at_rest < 0.5
    assert report.staging.preview_at_rest < report.staging.preview_in_use < 0.75


def test_limits_hold_in_every_region(report: Report) -> None:
    assert {(each.name, each.region) for each in report.elsewhere} == {
        ("staging", "eu-central-1"),
        ("production", "eu-central-1"),
    }
    assert LIMITS.keys() == PRICES.keys()
    here = {"staging": report.staging, "production": report.production}
    for each in report.elsewhere:
        assert each.limit == LIMITS[each.region][each.name]
        assert not each.is_over_limit
        # Europe costs 12 to 20 % more.
        assert 1.1 < total(each.at_rest) / total(here[each.name].at_rest) < 1.2


def test_prices_are_younger_than_a_year() -> None:
    age = datetime.now(tz=UTC).date() - COMPARED
    assert age.days < MAX_AGE_DAYS, "Compare awscdk/cost/prices.py with AWS's pages."


def test_cost_command_rejects_a_region_without_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setattr("sys.argv", ["make cost"])
    with pytest.raises(SystemExit, match="No prices of eu-west-1 are known"):
        command.main()


def test_cost_table_contains_every_bill_line(report: Report) -> None:
    for each in (report.staging, report.production, report.original):
        added = sum(one.at_rest * one.item.price.dollars for one in each.quantities)
        assert added == pytest.approx(total(each.at_rest))
        added = sum(one.light * one.item.price.dollars for one in each.quantities)
        assert added == pytest.approx(total(each.light))


def test_off_hours_save_the_cost_of_the_services(report: Report) -> None:
    staging = report.staging
    assert staging.share_asleep == pytest.approx(103 / 168)
    assert 0 < staging.saved_by_sleep < total(staging.at_rest)
    assert report.production.asleep is None
    assert report.production.saved_by_sleep == 0


def test_light_use_stays_within_the_budgets(report: Report) -> None:
    assert total(report.staging.light) < STAGING.monthly_budget
    assert total(report.production.light) < PRODUCTION.monthly_budget


def test_private_load_balancer_and_spot_keep_staging_cheap(synthesize: Synthesize) -> None:
    from awscdk.cost.estimate import estimate

    templates = read_templates(synthesize("staging", spot=False, private_balancer=False).folder)
    assert estimate(name="staging", templates=templates).is_over_limit


def over_limit(each: Estimate) -> Estimate:
    return replace(each, at_rest=[*each.at_rest, EXPENSIVE])


def test_cost_command_fails_above_a_limit(
    report: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    over = replace(report, production=over_limit(report.production))
    monkeypatch.setattr(command, "synthesized", str)
    monkeypatch.setattr(command, "new_report", lambda staging, production: over)
    monkeypatch.setattr(command, "update_page", lambda page, report: False)
    monkeypatch.setattr("sys.argv", ["make cost"])
    with pytest.raises(
        SystemExit, match=r"^production costs 1,1\d\d\.\d\d \$ a month at rest: .*160"
    ):
        command.main()
    assert "With workers as large as ours" in capsys.readouterr().out


def test_no_environment_exceeds_its_limit(report: Report) -> None:
    assert report.over_limit == []
    both = replace(
        report, staging=over_limit(report.staging), production=over_limit(report.production)
    )
    assert [sentence.split()[0] for sentence in both.over_limit] == ["staging", "production"]
