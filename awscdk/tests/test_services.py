"""Every entry of the topology is an ECS service, or a task, with its command and size."""

from typing import Any

import pytest

from awscdk.templates import Resource
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates
from config.topology import SERVICES, Service

ENTRIES = pytest.mark.parametrize("entry", SERVICES, ids=lambda entry: entry.name)
ALWAYS_ON = pytest.mark.parametrize(
    "entry", [entry for entry in SERVICES if entry.minimum], ids=lambda entry: entry.name
)


def container(templates: Templates, name: str) -> tuple[Resource, dict[str, Any]]:
    """Return the task definition, and the one container of that name in it."""
    found = [
        (task, each)
        for task in templates.of("ECS::TaskDefinition")
        for each in task.properties["ContainerDefinitions"]
        if each["Name"] == name
    ]
    assert len(found) == 1
    return found[0]


def service_of(templates: Templates, task: Resource) -> Resource:
    return templates.one("ECS::Service", TaskDefinition={"Ref": task.id})


@ENTRIES
def test_service_has_its_command_and_port(templates: Templates, entry: Service) -> None:
    _, found = container(templates, entry.name)
    assert found["Command"] == entry.arguments(host="0.0.0.0", port=entry.port)
    ports = [mapping["ContainerPort"] for mapping in found.get("PortMappings", [])]
    assert ports == ([entry.port] if entry.port else [])
    assert found["Essential"] is True


@ALWAYS_ON
def test_separate_service_has_its_cpu_and_memory(production: Templates, entry: Service) -> None:
    task, _ = container(production, entry.name)
    assert (task.properties["Cpu"], task.properties["Memory"]) == (
        str(entry.cpu),
        str(entry.memory),
    )
    service = service_of(production, task)
    assert service.properties["ServiceName"] == entry.name


@ALWAYS_ON
def test_service_receives_its_paths(templates: Templates, entry: Service) -> None:
    task, _ = container(templates, entry.name)
    service = service_of(templates, task)
    groups = {
        balanced["TargetGroupArn"]["Ref"]
        for balanced in service.properties.get("LoadBalancers", [])
        if balanced["ContainerName"] == entry.name
    }
    rules = [
        rule
        for rule in templates.of("ElasticLoadBalancingV2::ListenerRule")
        if rule.properties["Actions"][0]["TargetGroupArn"]["Ref"] in groups
    ]
    patterns = [
        pattern
        for rule in rules
        for condition in rule.properties["Conditions"]
        for pattern in condition["PathPatternConfig"]["Values"]
    ]
    assert patterns == [f"/{path}/*" for path in entry.paths]
    for name in groups:
        group = templates.by_id("Backend", name).properties
        assert group["Port"] == entry.port
        assert group["HealthCheckPath"] == entry.health_check


def test_listener_rules_have_unique_priorities(templates: Templates) -> None:
    rules = templates.of("ElasticLoadBalancingV2::ListenerRule")
    priorities = [rule.properties["Priority"] for rule in rules]
    assert len(set(priorities)) == len(priorities) == 3


def test_staging_shares_one_always_on_task(staging: Templates) -> None:
    services = {each.properties["ServiceName"] for each in staging.of("ECS::Service")}
    assert services == {"always-on"}
    task, _ = container(staging, "web")
    together = {each["Name"] for each in task.properties["ContainerDefinitions"]}
    assert together == {entry.name for entry in SERVICES if entry.minimum}


def test_spot_is_optional(staging: Templates, production: Templates) -> None:
    def providers(templates: Templates) -> set[str]:
        return {
            strategy["CapacityProvider"]
            for service in templates.of("ECS::Service")
            for strategy in service.properties["CapacityProviderStrategy"]
        }

    assert providers(staging) == {"FARGATE_SPOT"}
    assert providers(production) == {"FARGATE"}


def test_failed_deployment_rolls_back(templates: Templates) -> None:
    for service in templates.of("ECS::Service"):
        configuration = service.properties["DeploymentConfiguration"]
        assert configuration["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}


def test_rolling_update_keeps_services_and_single_beat(production: Templates) -> None:
    for service in production.of("ECS::Service"):
        configuration = service.properties["DeploymentConfiguration"]
        bounds = configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]
        is_beat = service.properties["ServiceName"] == "beat"
        assert bounds == ((0, 100) if is_beat else (100, 200))


def test_every_service_allows_ecs_exec(templates: Templates) -> None:
    for service in templates.of("ECS::Service"):
        assert service.properties["EnableExecuteCommand"] is True


def test_worker_has_two_minutes_to_stop(templates: Templates) -> None:
    for task in templates.of("ECS::TaskDefinition"):
        for each in task.properties["ContainerDefinitions"]:
            assert each["StopTimeout"] == 120
            assert each["LinuxParameters"]["InitProcessEnabled"] is True


def test_tasks_use_arm_and_one_log_group(templates: Templates) -> None:
    for task in templates.of("ECS::TaskDefinition"):
        assert task.properties["RuntimePlatform"]["CpuArchitecture"] == "ARM64"
        for each in task.properties["ContainerDefinitions"]:
            assert each["LogConfiguration"]["LogDriver"] == "awslogs"


def test_web_scales_by_requests_and_sockets_by_cpu(production: Templates) -> None:
    metrics = {
        policy.properties["TargetTrackingScalingPolicyConfiguration"][
            "PredefinedMetricSpecification"
        ]["PredefinedMetricType"]
        for policy in production.of("ApplicationAutoScaling::ScalingPolicy")
        if policy.properties["PolicyType"] == "TargetTrackingScaling"
    }
    assert metrics == {"ALBRequestCountPerTarget", "ECSServiceAverageCPUUtilization"}


def test_management_commands_have_their_own_task(templates: Templates) -> None:
    task, found = container(templates, "management")
    assert task.properties["Family"].endswith("-management")
    assert found["Command"] == ["python", "manage.py", "check"]


def test_tasks_have_public_ip_addresses_only_without_nat(synthesize: Synthesize) -> None:
    from awscdk.environments import Egress

    for egress, assigned in ((Egress.PUBLIC_ADDRESSES, "ENABLED"), (Egress.NAT, "DISABLED")):
        for service in synthesize("staging", egress=egress).of("ECS::Service"):
            network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
            assert network["AssignPublicIp"] == assigned


@pytest.mark.parametrize(
    ("name", "option"), [("web", "--keep-alive"), ("websocket", "--timeout-keep-alive")]
)
def test_keep_alive_exceeds_the_idle_timeout(templates: Templates, name: str, option: str) -> None:
    """A shorter keep-alive than the load balancer's causes occasional 502 responses."""
    attributes = templates.one("ElasticLoadBalancingV2::LoadBalancer").properties[
        "LoadBalancerAttributes"
    ]
    (kept,) = (int(a["Value"]) for a in attributes if a["Key"] == "idle_timeout.timeout_seconds")
    service = next(entry for entry in SERVICES if entry.name == name)
    command = service.arguments(host="0.0.0.0", port=service.port)
    assert int(command[command.index(option) + 1]) > kept
