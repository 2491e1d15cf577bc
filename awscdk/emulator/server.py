"""`python -m awscdk.emulator.server`: ministack with the additions that our stack needs."""

import os
from pathlib import Path

from ministack import app

from awscdk.emulator import (
    autoscaling,
    budgets,
    containers,
    database,
    edge,
    identity,
    ministack_internals,
    nested_stacks,
    network,
    quotas,
    secrets,
)
from awscdk.emulator.cloudfront import CloudFront
from awscdk.emulator.policies import with_policies
from awscdk.emulator.processes import Processes, environment_of_processes
from awscdk.emulator.resource import add_attributes, register_resources

MODULES = (
    autoscaling,
    budgets,
    containers,
    database,
    edge,
    identity,
    nested_stacks,
    network,
    secrets,
)


def main() -> None:
    ministack_internals.check()
    for module in MODULES:
        register_resources(module.RESOURCES)
    add_attributes("AWS::EC2::VPC", lambda vpc: {"CidrBlock": vpc["CidrBlock"]})
    autoscaling.add_service()
    quotas.add_service()
    database.add_restore_from_snapshot()
    secrets.decrypt_parameters()
    port = int(os.environ["GATEWAY_PORT"])
    ministack_internals.start_tasks_with(
        Processes(
            Path(os.environ["EMULATOR_HOME"]),
            port=port,
            environment=environment_of_processes(os.environ),
        )
    )
    app.app = CloudFront(with_policies(app.app), port=port)
    app.main()


if __name__ == "__main__":
    main()
