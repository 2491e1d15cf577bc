"""Cost tags, and permissions of roles."""

from typing import Any

from awscdk.tests.templates import Templates, text

UNTAGGED = {
    # Take no tags, or cost nothing by themselves.
    "ApplicationAutoScaling::ScalingPolicy",
    "Budgets::Budget",
    "CloudFormation::Stack",
    "CloudFront::CachePolicy",
    "CloudFront::KeyGroup",
    "CloudFront::OriginAccessControl",
    "CloudFront::OriginRequestPolicy",
    "CloudFront::PublicKey",
    "CloudFront::ResponseHeadersPolicy",
    "CloudWatch::Dashboard",
    "EC2::NetworkAclEntry",
    "EC2::Route",
    "EC2::SecurityGroupEgress",
    "EC2::SecurityGroupIngress",
    "EC2::SubnetNetworkAclAssociation",
    "EC2::SubnetRouteTableAssociation",
    "EC2::VPCGatewayAttachment",
    "ECS::ClusterCapacityProviderAssociations",
    "ElasticLoadBalancingV2::Listener",
    "IAM::Policy",
    "Lambda::EventInvokeConfig",
    "Lambda::LayerVersion",
    "Lambda::Permission",
    "Lambda::Url",
    "Route53::RecordSet",
    "S3::BucketPolicy",
    "SNS::Subscription",
    "SNS::TopicPolicy",
    "Scheduler::Schedule",
    "SecretsManager::SecretTargetAttachment",
}


def tags(properties: dict[str, Any]) -> dict[str, str]:
    found = properties.get("Tags", [])
    if isinstance(found, dict):
        return found
    return {each["Key"]: each["Value"] for each in found}


def test_resources_are_tagged(templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    environment, _, application = name.partition("-")
    expected = {"StackName": name, "Environment": environment, "Application": application}
    for each in templates.resources:
        kind = each.type.removeprefix("AWS::")
        # The CDK's own helpers take no tags either; they run for seconds at a deployment.
        if kind in UNTAGGED or not each.type.startswith("AWS::") or each.id.startswith("Custom"):
            continue
        assert expected.items() <= tags(each.properties).items(), f"{each.stack} {each.id} {kind}"


def test_tasks_inherit_the_tags_of_their_service(templates: Templates) -> None:
    for service in templates.of("ECS::Service"):
        assert service.properties["PropagateTags"] == "SERVICE"
        assert service.properties["EnableECSManagedTags"] is True


def statements(templates: Templates, role: str) -> list[dict[str, Any]]:
    return [
        statement
        for policy in templates.of("IAM::Policy")
        if any(role in text(each) for each in policy.properties["Roles"])
        for statement in policy.properties["PolicyDocument"]["Statement"]
    ]


def test_backend_may_scale_only_its_own_workers(templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    for statement in statements(templates, "TaskRole"):
        actions = text(statement["Action"])
        if "ecs:UpdateService" in actions:
            assert f"service/{name}/worker-*" in text(statement["Resource"])
        if "ecs:UpdateTaskProtection" in actions:
            assert f"task/{name}/*" in text(statement["Resource"])
        if "cloudwatch:PutMetricData" in actions:
            assert statement["Condition"] == {"StringEquals": {"cloudwatch:namespace": name}}


def test_no_role_allows_everything(templates: Templates) -> None:
    for policy in templates.of("IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                assert not action.endswith(":*")
                assert action != "*"
