"""Every minute the application is asked to count its queues and to mend what was missed."""

from pathlib import Path

from aws_cdk import Duration, NestedStack, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from config.topology import PERIOD

FUNCTIONS = Path(__file__).resolve().parents[2] / "awslambda"


class Sweep(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        site_url: str,
        token: secretsmanager.ISecret,
        log_days: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, id)
        self.function = function(
            self,
            "Publish",
            name=f"{name}-sweep",
            handler="publish_celery_metrics.lambda_handler",
            description=f"Has {name} count its queues",
            timeout=30,
            log_days=log_days,
            environment={
                "CELERY_METRICS_URL": f"{site_url}/api/celery-metrics/",
                # Whoever may read this function's configuration may do what the token opens.
                "CELERY_METRICS_TOKEN": token.secret_value.unsafe_unwrap(),
            },
        )
        scheduler.Schedule(
            self,
            "EveryMinute",
            schedule_name=f"{name}-sweep",
            schedule=scheduler.ScheduleExpression.rate(Duration.seconds(PERIOD)),
            # The next minute's does what this one missed.
            target=targets.LambdaInvoke(
                self.function, retry_attempts=0, max_event_age=Duration.minutes(1)
            ),
        )


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
    """One of `awslambda/`. `timeout` in seconds."""
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
        # The schedule comes again by itself.
        retry_attempts=0,
        log_group=logs.LogGroup(
            scope, f"{id}Logs", retention=log_days, removal_policy=RemovalPolicy.DESTROY
        ),
    )
