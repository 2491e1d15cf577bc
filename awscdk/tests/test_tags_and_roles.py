"""Cost tags, and permissions of roles."""

from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from awscdk.tests.templates import Templates, text

# Could have tags, but cost nothing by themselves, or have too few.
UNTAGGED = {
    "AWS::Budgets::Budget",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Dashboard",
    "AWS::ElasticLoadBalancingV2::Listener",
}


def takes_tags(kind: str) -> bool:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    return bool(schema.get("tagging", {}).get("taggable"))


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
        # The CDK's own helpers take no tags; they run for seconds at a deployment.
        if each.id.startswith("Custom") or each.type.startswith("Custom"):
            continue
        if takes_tags(each.type) and each.type not in UNTAGGED:
            assert expected.items() <= tags(each.properties).items(), f"{each.stack} {each.id}"


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
