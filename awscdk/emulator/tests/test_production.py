"""Production: a service for each process, the domain itself, and data that is kept."""

import json
from collections.abc import Iterator

import boto3
import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.empty_account import empty_account
from awscdk.emulator.visitor import Visitor
from config.topology import SERVICES
from local.aws import Aws

IMAGE = "registry.example.com/backend:1"


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    with empty_account("production") as aws:
        Images(aws.home).build(IMAGE)
        yield aws


@pytest.fixture(scope="module")
def production(aws: Aws) -> Deployment:
    return Deployment(aws=aws, environment="production")


def test_templates_are_written(production: Deployment) -> None:
    production.cdk.synthesize(IMAGE)


def test_parameters_are_prepared(production: Deployment) -> None:
    said = production.cdk.prepare(EMAIL_URL="smtp://localhost:1025")

    assert said.count(": written") == 7


def test_the_account_is_bootstrapped(production: Deployment) -> None:
    production.cdk("bootstrap")


def test_it_is_deployed(production: Deployment) -> None:
    production.cdk("deploy", "--require-approval", "never")

    assert production.desired() == {entry.name: 1 for entry in SERVICES}


def test_each_service_runs_its_process(production: Deployment) -> None:
    for entry in SERVICES:
        task = production.task_definition(entry.name)
        (container,) = task["containerDefinitions"]
        assert container["command"] == entry.arguments(host="0.0.0.0", port=entry.port)
        assert (task["cpu"], task["memory"]) == (str(entry.cpu), str(entry.memory))


def test_what_answers_follows_its_load(production: Deployment) -> None:
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


def test_one_page_shows_how_it_is(production: Deployment) -> None:
    dashboard = client("cloudwatch").get_dashboard(DashboardName=production.name)
    assert len(json.loads(dashboard["DashboardBody"])["widgets"]) == 6


def test_what_is_kept_is_protected(production: Deployment) -> None:
    (database,) = client("rds").describe_db_clusters(DBClusterIdentifier=production.name)[
        "DBClusters"
    ]
    versioning = client("s3").get_bucket_versioning(Bucket=production.outputs["AssetsBucket"])

    assert database["DeletionProtection"]
    assert database["ServerlessV2ScalingConfiguration"]["MinCapacity"] == 0.5
    assert database["BackupRetentionPeriod"] == 14
    assert versioning["Status"] == "Enabled"


def test_it_answers_under_the_domain_itself(production: Deployment, aws: Aws) -> None:
    site = boto3.resource("s3").Bucket(production.outputs["SiteBucket"])
    site.put_object(Key="index.html", Body=b"<!doctype html>", ContentType="text/html")
    visitor = Visitor(port=aws.port)

    assert visitor.get("https://example.com/statements/123").status == 200
    assert visitor.get("https://example.com/media/private/statement.csv").status == 403
    assert visitor.get("https://example.com/api/health-check/").body == b'{"state":"ok"}'
    # It never rests: the path is a page of the front end.
    assert visitor.get("https://example.com/wake").body == b"<!doctype html>"


def test_a_diff_sees_nothing(production: Deployment) -> None:
    production.cdk("diff", "--fail")
