"""`python -m awscdk.emulator.server`: ministack, and what it lacks to take our stack."""

import os
from pathlib import Path

from ministack import app
from ministack.services import ecs

from awscdk.emulator import (
    autoscaling,
    budgets,
    containers,
    database,
    edge,
    identity,
    network,
    secrets,
)
from awscdk.emulator.front_door import complete_cloudfront
from awscdk.emulator.nested_stacks import complete_nested_stacks
from awscdk.emulator.origin_access import sign_for_origins
from awscdk.emulator.processes import Processes, environment_of_processes
from awscdk.emulator.resource import add_attributes, teach
from awscdk.emulator.rollouts import complete_rollouts

ROOMS = (autoscaling, budgets, containers, database, edge, identity, network, secrets)


def main() -> None:
    for room in ROOMS:
        teach(room.RESOURCES)
    add_attributes("AWS::EC2::VPC", lambda vpc: {"CidrBlock": vpc["CidrBlock"]})
    complete_nested_stacks()
    autoscaling.serve()
    complete_cloudfront()
    sign_for_origins()
    secrets.read_secure_parameters()
    complete_rollouts()
    tasks = Processes(
        Path(os.environ["EMULATOR_HOME"]),
        port=int(os.environ["GATEWAY_PORT"]),
        environment=environment_of_processes(os.environ),
    )
    ecs._get_docker = lambda: tasks
    app.main()


if __name__ == "__main__":
    main()
