"""Findings of cdk-nag that stand, each with its reason: the one list.

A finding that is not here ends the synthesis, and a test fails for one that is here and nowhere
else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aws_cdk import Acknowledgment, Names, Stack, Validations
from constructs import IConstruct

from awscdk.application_stack import ApplicationStack
from awscdk.stacks.deploy_role import DeployRole

LAMBDA_LOGS = (
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]"
)
OWN_STACKS = [
    f"IAM5[Resource::arn:aws:cloudformation:{{region}}:<AWS::AccountId>:stack/{{name}}-{stack}/*]"
    for stack in ("stack", "stack-*")
]
UPLOAD = "Site/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB"
MANAGEMENT_LOG = "/{name}/backend:log-stream:management/management/*"
UPLOADS = "The CDK's own function that uploads the site; it may write there and to nothing else."


@dataclass(frozen=True, kw_only=True)
class Finding:
    path: str
    """Below the stack."""
    rules: Sequence[str]
    """Without `AwsSolutions-`."""
    reason: str


FINDINGS = (
    Finding(
        path="Network/Vpc",
        rules=["VPC7"],
        reason="Nobody but CloudFront is let in, and CloudFront writes down who asked what. Flow"
        " logs are paid by the gigabyte of everything that workers download.",
    ),
    Finding(
        path="Network/IsolatedAcl",
        rules=["VPC3"],
        reason="A second wall around the stores: one rule that no task or port has to change.",
    ),
    Finding(
        path="Secrets",
        rules=["SMG4"],
        reason="Changed by hand, as documentation/aws.md says: a new SECRET_KEY signs everybody"
        " out, and the other two are shared with what has to be deployed at the same moment.",
    ),
    Finding(
        path="Database/Cluster",
        rules=["RDS6"],
        reason="RDS rotates the password by itself and the backend follows without a restart. IAM"
        " authentication takes a signature for each of the connections that requests open.",
    ),
    Finding(
        path="Database/Cluster",
        rules=["RDS10"],
        reason="Only where the data is of no value after the environment.",
    ),
    Finding(
        path="Cache/Valkey",
        rules=["AEC4"],
        reason="Only where a lost queue costs nobody anything; production has a standby.",
    ),
    Finding(
        path="Balancer/LoadBalancer",
        rules=["ELB2"],
        reason="CloudFront is the only one who asks, and logs every request.",
    ),
    Finding(
        path="FrontDesk/Distribution",
        rules=["CFR1"],
        reason="The application is for everybody, wherever they are.",
    ),
    Finding(
        path="FrontDesk/Distribution",
        rules=["CFR2"],
        reason="A firewall costs 5 dollars a month and more before it stops anything. The backend"
        " limits every way in by address and by account.",
    ),
    Finding(
        path="Cluster/Cluster",
        rules=["ECS4"],
        reason="Container Insights is paid by the metric, some 20 dollars a month for these"
        " services. The alarms watch what people notice. One setting turns it on.",
    ),
    Finding(
        path="Backend",
        rules=["ECS2"],
        reason="What stands there is no secret; secrets come from where they are kept.",
    ),
    Finding(
        path="Cluster/TaskRole",
        rules=["IAM5[Resource::*]"],
        reason="PutMetricData knows no resources: a condition names the one namespace. And ECS Exec"
        " opens channels that have no name beforehand.",
    ),
    Finding(
        path="FrontDesk/Buckets/WriteAssets",
        rules=["IAM5[Resource::<BucketsAssets446D6E5B.Arn>/*]"],
        reason="Any object of the bucket that is the backend's own, and of no other.",
    ),
    Finding(
        path="Cluster/TaskRole",
        rules=[
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:service/{name}/worker-*]",
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:task/{name}/*]",
        ],
        reason="The workers of this cluster, which come and go.",
    ),
    Finding(
        path="Cluster/ExecutionRole",
        rules=["IAM5[Resource::*]"],
        reason="A token for the image registry belongs to no resource.",
    ),
    Finding(
        path="Sweep/SchedulerRoleForTarget-5ae773",
        rules=["IAM5[Resource::<Publish2E9BDF73.Arn>:*]"],
        reason="The one function, in any version.",
    ),
    Finding(
        path="Rest/SchedulerRoleForTarget-df1432",
        rules=["IAM5[Resource::<Rest9065D4D9.Arn>:*]"],
        reason="The one function, in any version.",
    ),
    Finding(path="Sweep/Publish", rules=[LAMBDA_LOGS], reason="The function writes its own log."),
    Finding(path="Rest/Rest", rules=[LAMBDA_LOGS], reason="The function writes its own log."),
    Finding(
        path="Backend/Migration/Function",
        rules=[
            LAMBDA_LOGS,
            *OWN_STACKS,
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:task-definition/{name}-management:*]",
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:task/{name}/*]",
            f"IAM5[Resource::arn:aws:logs:{{region}}:<AWS::AccountId>:log-group:{MANAGEMENT_LOG}]",
        ],
        reason="Tasks of the one family in the one cluster, and what they write: each deployment"
        " has a new one.",
    ),
    Finding(
        path="Smoke/Function",
        rules=[LAMBDA_LOGS, *OWN_STACKS],
        reason="It writes its own log, and asks CloudFormation in which direction its own stack"
        " goes, whose id is made up anew where it is created anew.",
    ),
    Finding(
        path="Bastion/Machine",
        rules=["IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]"],
        reason="AWS's own list of what Session Manager needs, which changes with it.",
    ),
    Finding(
        path="Bastion/Machine",
        rules=["EC28", "EC29"],
        reason="Nothing lies on it, and nobody waits for it: it comes and goes with a setting.",
    ),
    Finding(
        path=UPLOAD,
        rules=[
            LAMBDA_LOGS,
            "L1",
            "IAM5[Action::s3:GetBucket*]",
            "IAM5[Action::s3:GetObject*]",
            "IAM5[Action::s3:List*]",
            "IAM5[Action::s3:Abort*]",
            "IAM5[Action::s3:DeleteObject*]",
            "IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-{region}/*]",
            "IAM5[Resource::<{site_bucket}>/*]",
            "IAM5[Resource::*]",
        ],
        reason=UPLOADS,
    ),
)


def acknowledge(stack: ApplicationStack, *, name: str, region: str) -> None:
    """Those of the list that the stack has; an environment need not have all."""
    words = {"name": name, "region": region, "site_bucket": _site_bucket(stack)}
    for finding in FINDINGS:
        construct = _find(stack, finding.path)
        if construct is None:
            continue
        Validations.of(construct).acknowledge(
            *(
                Acknowledgment(id=f"AwsSolutions-{rule.format_map(words)}", reason=finding.reason)
                for rule in finding.rules
            )
        )


def _site_bucket(stack: ApplicationStack) -> str:
    """What another nested stack calls the bucket of the site."""
    desk = stack.front_desk
    bucket = desk.buckets.site.node.default_child
    assert desk.nested_stack_resource is not None
    assert bucket is not None
    nested = Names.node_unique_id(desk.nested_stack_resource.node)
    return f"referenceto{nested}Outputs{Names.node_unique_id(bucket.node)}Arn"


def _find(stack: Stack, path: str) -> IConstruct | None:
    found: IConstruct | None = stack
    for step in path.split("/"):
        found = found and found.node.try_find_child(step)
    return found


PATTERNS = (
    "The names of one application's environments, which come and go. What could make itself"
    " mightier, roles and what they are passed to, is held to a path."
)


def acknowledge_account(stack: DeployRole) -> None:
    """Every pattern that the two policies have, each by its own id."""
    for construct, statements in (
        (stack.role, stack.deployment),
        (stack.execution, stack.creation),
    ):
        Validations.of(construct).acknowledge(
            *(
                Acknowledgment(id=f"AwsSolutions-IAM5[{kind}::{pattern}]", reason=PATTERNS)
                for statement in statements
                for kind, patterns in (
                    ("Action", statement.actions),
                    ("Resource", statement.resources),
                )
                for pattern in _written(stack, patterns)
                if "*" in pattern
            )
        )


def _written(stack: Stack, patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        yield pattern.replace(stack.account, "<AWS::AccountId>").replace(stack.partition, "aws")
