"""A deployed environment in the emulated account, with its inputs and outputs."""

from dataclasses import dataclass
from typing import Any

import boto3

from awscdk.emulator.cdk import Cdk
from awscdk.emulator.inventory import client, services
from awscdk.naming import Application, application
from config.topology import WORKER_FLEET, WorkerFleet
from local.aws import Aws

INPUTS = {
    "DOMAIN_NAME": "example.com",
    "APP_NAME": "example-com",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@dataclass(frozen=True, kw_only=True)
class Deployment:
    aws: Aws
    environment: str
    worker_fleet: WorkerFleet = WORKER_FLEET

    @property
    def inputs(self) -> dict[str, str]:
        return {
            **INPUTS,
            "ENVIRONMENT": self.environment,
            "WORKER_FLEET": self.worker_fleet.name,
        }

    @property
    def application(self) -> Application:
        return application(self.inputs)

    @property
    def name(self) -> str:
        return self.application.full_app_name

    @property
    def cdk(self) -> Cdk:
        home = self.aws.home / self.environment
        home.mkdir(exist_ok=True)
        return Cdk(aws=self.aws, inputs=self.inputs, home=home)

    @property
    def outputs(self) -> dict[str, str]:
        (stack,) = boto3.client("cloudformation").describe_stacks(StackName=f"{self.name}-stack")[
            "Stacks"
        ]
        return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}

    def services(self) -> dict[str, Any]:
        return {each["serviceName"]: each for each in services(self.name)}

    def task_definition(self, service: str) -> Any:
        reference = self.services()[service]["taskDefinition"]
        return client("ecs").describe_task_definition(taskDefinition=reference)["taskDefinition"]

    def worker_definition(self, name: str) -> Any:
        """Return the latest task definition of workers without a service."""
        return client("ecs").describe_task_definition(taskDefinition=f"{self.name}-{name}")[
            "taskDefinition"
        ]

    def desired(self) -> dict[str, int]:
        return {name: each["desiredCount"] for name, each in self.services().items()}

    def security_group(self, description: str) -> Any:
        (found,) = (
            each
            for each in client("ec2").describe_security_groups()["SecurityGroups"]
            if each["Description"] == description
            and {"Key": "StackName", "Value": self.name} in each["Tags"]
        )
        return found

    def empty_buckets(self) -> None:
        """Empty the buckets, as the CDK's own function does, which no emulator runs."""
        for output in ("SiteBucket", "AssetsBucket"):
            boto3.resource("s3").Bucket(self.outputs[output]).objects.all().delete()

    def pause_schedules(self) -> None:
        scheduler = client("scheduler")
        for each in scheduler.list_schedules(NamePrefix=self.name)["Schedules"]:
            found = scheduler.get_schedule(Name=each["Name"])
            given = scheduler.meta.service_model.operation_model("UpdateSchedule").input_shape
            arguments = {name: found[name] for name in given.members if name in found}
            scheduler.update_schedule(**{**arguments, "State": "DISABLED"})
