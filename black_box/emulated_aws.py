"""Staging on the AWS emulator, reached as through CloudFront."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
import psutil

from awscdk.commands.run_task import run_task
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.images import Images
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.empty_account import empty_account
from black_box.site import Site
from config.topology import WorkerFleet
from local.aws import Aws

IMAGE = "registry.example.com/backend:1"
PAGE = b'<!doctype html><html lang="en"></html>'
WEBSOCKET_PORT = 8001


@dataclass(kw_only=True)
class EmulatedSite(Site):
    aws: Aws

    def address(self, path: str) -> tuple[str, int]:
        # The emulated CloudFront forwards no WebSocket, so they go to the balancer's target.
        if path.startswith("/ws/"):
            return self._websocket()
        return "127.0.0.1", self.aws.port

    def tasks(self) -> list[psutil.Process]:
        """Return the process 1 of each task; they run in the folder of an image."""
        images = str(self.aws.home / "images")
        running = psutil.Process().children(recursive=True)
        inside = {process.pid for process in running if process.cwd().startswith(images)}
        return [each for each in running if each.pid in inside and each.ppid() not in inside]

    def _websocket(self) -> tuple[str, int]:
        balancing = client("elbv2")
        (group,) = (
            each
            for each in balancing.describe_target_groups()["TargetGroups"]
            if each["Port"] == WEBSOCKET_PORT
        )
        described = balancing.describe_target_health(TargetGroupArn=group["TargetGroupArn"])
        target = described["TargetHealthDescriptions"][0]["Target"]
        return target["Id"], target["Port"]


@contextmanager
def running_environment(create_operator: str) -> Iterator[EmulatedSite]:
    """Deploy staging into an empty account, with the operator and a page."""
    with empty_account("black-box", runs_workers=True) as aws:
        Images(aws.home).build(IMAGE)
        staging = Deployment(aws=aws, environment="staging", worker_fleet=WorkerFleet.TASKS)
        staging.cdk.synthesize(IMAGE)
        staging.cdk.prepare(EMAIL_URL="smtp+tls://user:password@smtp.example.com:587")
        staging.cdk.deploy_account()
        staging.cdk.bootstrap()
        staging.cdk("deploy", "--require-approval", "never")
        command = ["shell", "-c", create_operator]
        assert run_task(chosen=staging.application, command=command, say=print, pause=0.5) == 0
        site = boto3.resource("s3").Bucket(staging.outputs["SiteBucket"])
        site.put_object(Key="index.html", Body=PAGE, ContentType="text/html")
        yield EmulatedSite(url="https://staging.example.com", aws=aws)
