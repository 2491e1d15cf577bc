"""The schedule of the sweep, which counts queues and repairs missed wakes every minute."""

from aws_cdk import Duration, NestedStack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from awscdk.stacks.function import function
from config.topology import PERIOD


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
            description=f"Triggers the sweep of {name}",
            timeout=30,
            log_days=log_days,
            environment={
                "CELERY_METRICS_URL": f"{site_url}/api/celery-metrics/",
                # Read access to the function's configuration includes the token.
                "CELERY_METRICS_TOKEN": token.secret_value.unsafe_unwrap(),
            },
        )
        scheduler.Schedule(
            self,
            "EveryMinute",
            schedule_name=f"{name}-sweep",
            schedule=scheduler.ScheduleExpression.rate(Duration.seconds(PERIOD)),
            # The next run repeats what this one missed.
            target=targets.LambdaInvoke(
                self.function, retry_attempts=0, max_event_age=Duration.minutes(1)
            ),
        )
