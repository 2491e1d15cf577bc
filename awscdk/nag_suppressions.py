"""Accepted cdk-nag findings, each with its reason.

Any other finding fails the synthesis, and a test fails for an entry that is not found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aws_cdk import Acknowledgment, Names, Stack, Validations
from constructs import IConstruct

from awscdk.application_stack import ApplicationStack
from awscdk.stacks.deploy_role import DeployRoles

LAMBDA_LOGS = (
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]"
)
OWN_STACKS = [
    f"IAM5[Resource::arn:aws:cloudformation:{{region}}:<AWS::AccountId>:stack/{{name}}-{stack}/*]"
    for stack in ("stack", "stack-*")
]
UPLOAD = "Site/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB"
MANAGEMENT_LOG = "/{name}/backend:log-stream:management/management/*"
UPLOAD_REASON = "The CDK's own function that uploads the site; it may write only to this bucket."


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
        reason="Only CloudFront can connect, and its access log has every request. Flow logs"
        " would be billed for every gigabyte that workers download.",
    ),
    Finding(
        path="Network/IsolatedAcl",
        rules=["VPC3"],
        reason="Defense in depth for the isolated subnets: one rule for all ports of the VPC.",
    ),
    Finding(
        path="Network/PublicAcl",
        rules=["VPC3"],
        reason="Defense in depth for the tasks: from outside the VPC only responses are admitted.",
    ),
    Finding(
        path="Network/BalancerAcl",
        rules=["VPC3"],
        reason="Defense in depth for the load balancer: HTTPS, and the ports of responses.",
    ),
    Finding(
        path="Secrets",
        rules=["SMG4"],
        reason="Rotated by hand, see documentation/aws.md: a new SECRET_KEY signs all users out,"
        " and the other two are shared with resources that are deployed at the same time.",
    ),
    Finding(
        path="Database/Cluster",
        rules=["RDS6"],
        reason="RDS rotates the password, and the backend reads it without a restart. IAM"
        " authentication would need a signature for each connection.",
    ),
    Finding(
        path="Database/Cluster",
        rules=["RDS10"],
        reason="Where data is kept, protected as soon as the first deployment has succeeded.",
    ),
    Finding(
        path="Cache/Valkey",
        rules=["AEC4"],
        reason="Only where the loss of a queue is acceptable; production has a standby.",
    ),
    Finding(
        path="OwnCache/Valkey",
        rules=["AEC4"],
        reason="A cache: lost entries are computed again, and tasks run without it.",
    ),
    Finding(
        path="Balancer/LoadBalancer",
        rules=["ELB2"],
        reason="CloudFront is the only client, and logs every request.",
    ),
    Finding(
        path="FrontDesk/Distribution",
        rules=["CFR1"],
        reason="The application is available in all countries.",
    ),
    Finding(
        path="FrontDesk/Distribution",
        rules=["CFR2"],
        reason="WAF costs at least 5 dollars a month. The backend limits the rate of every login"
        " method by IP address and by account.",
    ),
    Finding(
        path="Cluster/Cluster",
        rules=["ECS4"],
        reason="Container Insights is billed by metric, about 20 dollars a month for these"
        " services. The alarms cover what users notice. One setting enables it.",
    ),
    Finding(
        path="Backend",
        rules=["ECS2"],
        reason="These variables are not secret; secrets are read from Secrets Manager and SSM.",
    ),
    Finding(
        path="Cluster/TaskRole",
        rules=["IAM5[Resource::*]"],
        reason="PutMetricData supports no resources: a condition restricts the namespace. Neither"
        " does ListTasks on Fargate: a condition restricts the cluster. ECS Exec"
        " opens channels whose names are not known before.",
    ),
    Finding(
        path="FrontDesk/Buckets/WriteAssets",
        rules=["IAM5[Resource::<BucketsAssets446D6E5B.Arn>/*]"],
        reason="Any object of the backend's own bucket.",
    ),
    Finding(
        path="Cluster/TaskRole",
        rules=[
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:service/{name}/worker-*]",
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:task/{name}/*]",
        ],
        reason="The workers of this cluster, which are started and stopped.",
    ),
    Finding(
        path="Cluster/TaskRole",
        rules=[
            "IAM5[Resource::arn:aws:ecs:{region}:<AWS::AccountId>:task-definition/{name}-worker-*:*]"
        ],
        reason="Workers that are standalone tasks: each deployment registers a new revision.",
    ),
    Finding(
        path="Rest/Rest",
        rules=["IAM5[Resource::*]"],
        reason="ListTasks supports no resources on Fargate: a condition restricts the cluster.",
    ),
    Finding(
        path="Cluster/ExecutionRole",
        rules=["IAM5[Resource::*]"],
        reason="GetAuthorizationToken of the image registry supports no resources.",
    ),
    Finding(
        path="Sweep/SchedulerRoleForTarget-5ae773",
        rules=["IAM5[Resource::<Publish2E9BDF73.Arn>:*]"],
        reason="Any version of this one function.",
    ),
    Finding(
        path="Rest/SchedulerRoleForTarget-df1432",
        rules=["IAM5[Resource::<Rest9065D4D9.Arn>:*]"],
        reason="Any version of this one function.",
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
        reason="Tasks of one family in one cluster, and their logs: each deployment starts a new"
        " one.",
    ),
    Finding(
        path="Smoke/Function",
        rules=[LAMBDA_LOGS, *OWN_STACKS],
        reason="It writes its own log, and reads from CloudFormation whether its own stack is"
        " rolling back. The id of the stack is not known before its creation.",
    ),
    Finding(
        path="Bastion/Machine",
        rules=["IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]"],
        reason="AWS maintains this list of the permissions that Session Manager needs.",
    ),
    Finding(
        path="Bastion/Machine",
        rules=["EC28", "EC29"],
        reason="It stores nothing and serves no users: a setting creates and deletes it.",
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
            "IAM5[Resource::arn:aws:s3:::cdk-{qualifier}-assets-<AWS::AccountId>-{region}/*]",
            "IAM5[Resource::<{site_bucket}>/*]",
            "IAM5[Resource::*]",
        ],
        reason=UPLOAD_REASON,
    ),
)


def acknowledge(stack: ApplicationStack, *, name: str, region: str, qualifier: str) -> None:
    """Acknowledge the findings of the constructs that this environment has."""
    words = {
        "name": name,
        "region": region,
        "qualifier": qualifier,
        "site_bucket": _site_bucket(stack),
    }
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
    """Return the name by which another nested stack refers to the site bucket."""
    cdn = stack.cdn
    bucket = cdn.buckets.site.node.default_child
    assert cdn.nested_stack_resource is not None
    assert bucket is not None
    nested = Names.node_unique_id(cdn.nested_stack_resource.node)
    return f"referenceto{nested}Outputs{Names.node_unique_id(bucket.node)}Arn"


def _find(stack: Stack, path: str) -> IConstruct | None:
    found: IConstruct | None = stack
    for step in path.split("/"):
        found = found and found.node.try_find_child(step)
    return found


PATTERN_REASON = (
    "The names of one application's environments, which are created and deleted. Permissions"
    " that could be escalated, such as for roles, are restricted to a path."
)


def acknowledge_account(stack: DeployRoles) -> None:
    """Acknowledge every pattern of the policies by its own id."""
    for construct, statements in stack.statements:
        Validations.of(construct).acknowledge(
            *(
                Acknowledgment(id=f"AwsSolutions-IAM5[{kind}::{pattern}]", reason=PATTERN_REASON)
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
