from dataclasses import replace

import pytest

from awscdk.cost.bill import bill
from awscdk.templates import Resource, Templates
from awscdk.tests.cost.by_hand import NOBODY, dollars, function, scaled, service, task

ARM = 0.03238 + 2 * 0.00356
"""An hour of 1 vCPU and 2 GB."""


def test_a_task_of_arm_is_there_for_730_hours() -> None:
    assert dollars(service("web"), task("web")) == pytest.approx(730 * ARM)
    assert dollars(service("web"), task("web")) == pytest.approx(28.835)


def test_x86_costs_what_it_costs() -> None:
    expected = 730 * (0.04048 + 2 * 0.004445)
    assert dollars(service("web"), task("web", arm=False)) == pytest.approx(expected)


def test_spot_takes_half_off() -> None:
    on_spot = service("web", provider="FARGATE_SPOT")
    assert dollars(on_spot, task("web")) == pytest.approx(730 * ARM / 2)


def test_one_that_may_be_on_either_is_priced_as_the_dearer() -> None:
    mixed = service("web", provider="FARGATE_SPOT")
    mixed.properties["CapacityProviderStrategy"].append({"CapacityProvider": "FARGATE"})
    assert dollars(mixed, task("web")) == pytest.approx(730 * ARM)


def test_a_public_address_is_half_a_cent_an_hour() -> None:
    assert dollars(service("web", address=True), task("web")) == pytest.approx(730 * (ARM + 0.005))


def test_one_that_scales_from_zero_costs_its_hours_of_work() -> None:
    worker = service("worker-heavy", address=True), task("worker-heavy")
    resources = (*worker, scaled("worker-heavy", minimum=0))
    assert dollars(*resources) == 0
    working = replace(NOBODY, worker_hours={"worker-heavy": 10})
    assert dollars(*resources, usage=working) == pytest.approx(10 * (ARM + 0.005))


def test_the_least_that_a_service_scales_to_is_always_there() -> None:
    resources = service("web"), task("web"), scaled("web", minimum=2)
    assert dollars(*resources) == pytest.approx(2 * 730 * ARM)


def test_a_task_without_a_service_costs_nothing() -> None:
    assert dollars(task("management")) == 0


def test_what_is_put_to_rest_costs_nothing_while_it_sleeps() -> None:
    sleeper, other = service("web", address=True), service("other")
    resources = sleeper, task("web"), other, task("other"), function(ALWAYS_ON='{"web": 1}')
    asleep = replace(NOBODY, is_asleep=True)
    assert dollars(*resources, usage=asleep) == pytest.approx(730 * ARM)


def test_twice_the_cpu_costs_exactly_that_more() -> None:
    before = dollars(service("web"), task("web", cpu=512))
    after = dollars(service("web"), task("web", cpu=1024))
    assert after - before == pytest.approx(730 * 0.5 * 0.03238)


def test_the_real_bill_rises_by_exactly_that(production_resources: list[Resource]) -> None:
    def bill_of(resources: list[Resource]) -> float:
        return sum(each.dollars for each in bill(Templates(resources=resources), NOBODY))

    def doubled(resource: Resource) -> Resource:
        if resource.properties.get("Family", "").endswith("-web"):
            cpu = str(2 * int(resource.properties["Cpu"]))
            return replace(resource, properties=resource.properties | {"Cpu": cpu})
        return resource

    before = bill_of(production_resources)
    after = bill_of([doubled(each) for each in production_resources])
    assert after - before == pytest.approx(730 * 0.5 * 0.03238)
