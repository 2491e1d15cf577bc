"""Deploy production: separate services, the base domain, and kept data."""

import json
from collections.abc import Iterator

import boto3
import pytest

from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.empty_account import empty_account
from config.topology import QUEUES, SERVICES, WorkerFleet
from local.aws import Aws

pytestmark = pytest.mark.nightly
IMAGE = "registry.example.com/backend:1"


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    with empty_account("production") as aws:
        Images(aws.home).build(IMAGE)
        yield aws


@pytest.fixture(scope="module")
def production(aws: Aws) -> Deployment:
    return Deployment(aws=aws, environment="production", worker_fleet=WorkerFleet.SERVICES)


def test_cdk_synthesizes_templates(production: Deployment) -> None:
    production.cdk.synthesize(IMAGE)


def test_prepare_writes_parameters(production: Deployment) -> None:
    output = production.cdk.prepare(EMAIL_URL="smtp://localhost:1025")

    assert output.count(": written") == 12


def test_bootstrap(production: Deployment) -> None:
    production.cdk.deploy_account()
    production.cdk.bootstrap()


def test_deploy_starts_every_service(production: Deployment) -> None:
    production.cdk.deploy()

    assert production.desired() == {entry.name: 1 for entry in SERVICES}


def test_data_is_protected_once_the_environment_stands(production: Deployment) -> None:
    (database,) = client("rds").describe_db_clusters()["DBClusters"]
    (balancer,) = client("elbv2").describe_load_balancers()["LoadBalancers"]
    attributes = client("elbv2").describe_load_balancer_attributes(
        LoadBalancerArn=balancer["LoadBalancerArn"]
    )["Attributes"]

    assert database["DeletionProtection"] is True
    assert {"Key": "deletion_protection.enabled", "Value": "true"} in attributes


def test_web_services_scale_by_target_tracking(production: Deployment) -> None:
    autoscaling = client("application-autoscaling")
    policies = autoscaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    tracked = {
        each["ResourceId"].rpartition("/")[2]: each["TargetTrackingScalingPolicyConfiguration"][
            "PredefinedMetricSpecification"
        ]["PredefinedMetricType"]
        for each in policies
        if each["PolicyType"] == "TargetTrackingScaling"
    }

    assert tracked == {
        "web": "ALBRequestCountPerTarget",
        "websocket": "ECSServiceAverageCPUUtilization",
    }


def test_workers_scale_by_the_alarms_of_their_queue(production: Deployment) -> None:
    policies = client("application-autoscaling").describe_scaling_policies(ServiceNamespace="ecs")
    arns = {each["PolicyARN"]: each for each in policies["ScalingPolicies"]}
    acted_on = {
        (alarm["MetricName"], arns[action]["ResourceId"])
        for alarm in client("cloudwatch").describe_alarms()["MetricAlarms"]
        for action in alarm["AlarmActions"]
        if action in arns
    }
    targets = client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")
    bounds = {
        each["ResourceId"]: (each["MinCapacity"], each["MaxCapacity"])
        for each in targets["ScalableTargets"]
    }

    names = {queue: f"service/{production.name}/worker-{queue.name}" for queue in QUEUES}
    assert acted_on == {(queue.name, name) for queue, name in names.items()}
    assert {name: bounds[name] for name in names.values()} == {
        name: (queue.minimum, queue.maximum) for queue, name in names.items()
    }


def test_dashboard_has_all_widgets(production: Deployment) -> None:
    dashboard = client("cloudwatch").get_dashboard(DashboardName=production.name)
    assert len(json.loads(dashboard["DashboardBody"])["widgets"]) == 6


def test_uploads_are_versioned(production: Deployment) -> None:
    versioning = client("s3").get_bucket_versioning(Bucket=production.outputs["AssetsBucket"])

    assert versioning["Status"] == "Enabled"


def test_site_is_served_under_the_base_domain(production: Deployment, aws: Aws) -> None:
    site = boto3.resource("s3").Bucket(production.outputs["SiteBucket"])
    site.put_object(Key="index.html", Body=b"<!doctype html>", ContentType="text/html")
    browser = Browser(port=aws.port)

    assert browser.get("https://example.com/statements/123").status == 200
    assert browser.get("https://example.com/media/private/statement.csv").status == 403
    assert browser.get("https://example.com/api/health-check/").body == b'{"state":"ok"}'
    # Without an off-hours schedule the path is a page of the front end.
    assert browser.get("https://example.com/wake").body == b"<!doctype html>"


def test_diff_is_empty_after_deploy(production: Deployment) -> None:
    production.cdk("diff", "--fail")
