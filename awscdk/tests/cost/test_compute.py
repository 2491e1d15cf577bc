from dataclasses import replace

import pytest

from awscdk.cost.bill import bill
from awscdk.templates import Resource, Templates
from awscdk.tests.cost.resources import NO_USAGE, dollars, function, scaled, service, task

# An hour of 1 vCPU and 2 GB.
ARM = 0.03238 + 2 * 0.00356


def test_arm_task_is_billed_for_730_hours() -> None:
    assert dollars(service("web"), task("web")) == pytest.approx(730 * ARM)
    assert dollars(service("web"), task("web")) == pytest.approx(28.835)


def test_x86_task_has_its_own_price() -> None:
    expected = 730 * (0.04048 + 2 * 0.004445)
    assert dollars(service("web"), task("web", arm=False)) == pytest.approx(expected)


def test_spot_halves_the_price() -> None:
    on_spot = service("web", provider="FARGATE_SPOT")
    assert dollars(on_spot, task("web")) == pytest.approx(730 * ARM / 2)


def test_mixed_capacity_is_priced_on_demand() -> None:
    mixed = service("web", provider="FARGATE_SPOT")
    mixed.properties["CapacityProviderStrategy"].append({"CapacityProvider": "FARGATE"})
    assert dollars(mixed, task("web")) == pytest.approx(730 * ARM)


def test_public_ip_address_is_billed_by_the_hour() -> None:
    assert dollars(service("web", address=True), task("web")) == pytest.approx(730 * (ARM + 0.005))


def test_service_scaling_from_zero_is_billed_by_work() -> None:
    worker = service("worker-heavy", address=True), task("worker-heavy")
    resources = (*worker, scaled("worker-heavy", minimum=0))
    assert dollars(*resources) == 0
    working = replace(NO_USAGE, worker_hours={"worker-heavy": 10})
    assert dollars(*resources, usage=working) == pytest.approx(10 * (ARM + 0.005))


def test_minimum_of_a_service_is_always_billed() -> None:
    resources = service("web"), task("web"), scaled("web", minimum=2)
    assert dollars(*resources) == pytest.approx(2 * 730 * ARM)


def test_standalone_worker_is_billed_by_work() -> None:
    worker = task("worker-heavy")
    options = 'x{"spot":true,"public_ip":true}'
    worker.properties["ContainerDefinitions"] = [
        {"Name": "worker-heavy", "Environment": [{"Name": "WORKER_TASKS", "Value": options}]}
    ]
    assert dollars(worker) == 0
    working = replace(NO_USAGE, worker_hours={"worker-heavy": 10})
    assert dollars(worker, usage=working) == pytest.approx(10 * (ARM / 2 + 0.005))


def test_task_without_service_is_free() -> None:
    assert dollars(task("management")) == 0


def test_stopped_services_are_free() -> None:
    sleeper, other = service("web", address=True), service("other")
    resources = sleeper, task("web"), other, task("other"), function(ALWAYS_ON='{"web": 1}')
    asleep = replace(NO_USAGE, is_asleep=True)
    assert dollars(*resources, usage=asleep) == pytest.approx(730 * ARM)


def test_doubling_the_cpu_doubles_its_cost() -> None:
    before = dollars(service("web"), task("web", cpu=512))
    after = dollars(service("web"), task("web", cpu=1024))
    assert after - before == pytest.approx(730 * 0.5 * 0.03238)


def test_bill_rises_by_the_cpu_cost(production_resources: list[Resource]) -> None:
    def bill_of(resources: list[Resource]) -> float:
        return sum(each.dollars for each in bill(Templates(resources=resources), NO_USAGE))

    def doubled(resource: Resource) -> Resource:
        if resource.properties.get("Family", "").endswith("-web"):
            cpu = str(2 * int(resource.properties["Cpu"]))
            return replace(resource, properties=resource.properties | {"Cpu": cpu})
        return resource

    before = bill_of(production_resources)
    after = bill_of([doubled(each) for each in production_resources])
    assert after - before == pytest.approx(730 * 0.5 * 0.03238)
