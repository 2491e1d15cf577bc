from pathlib import Path

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

FUNCTIONS = Path(__file__).resolve().parents[2] / "awslambda"


def function(
    scope: Construct,
    id: str,
    *,
    name: str,
    handler: str,
    description: str,
    timeout: int,
    log_days: logs.RetentionDays,
    environment: dict[str, str],
) -> lambda_.Function:
    """Create a function of `awslambda/`. `timeout` in seconds."""
    return lambda_.Function(
        scope,
        id,
        function_name=name,
        description=description,
        runtime=lambda_.Runtime.PYTHON_3_14,
        architecture=lambda_.Architecture.ARM_64,
        code=lambda_.Code.from_asset(str(FUNCTIONS), exclude=["__pycache__"]),
        handler=handler,
        memory_size=128,
        timeout=Duration.seconds(timeout),
        environment=environment,
        # A schedule runs again anyway, and a deployment has failed by then.
        retry_attempts=0,
        log_group=logs.LogGroup(
            scope, f"{id}Logs", retention=log_days, removal_policy=RemovalPolicy.DESTROY
        ),
    )
