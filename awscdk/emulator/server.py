"""`python -m awscdk.emulator.server`: ministack with the additions that our stack needs."""

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
    quotas,
    secrets,
)
from awscdk.emulator.cloudfront import complete_cloudfront
from awscdk.emulator.function_logs import skip_deleted_log_groups
from awscdk.emulator.nested_stacks import complete_nested_stacks
from awscdk.emulator.origin_access import sign_origin_requests
from awscdk.emulator.processes import Processes, environment_of_processes
from awscdk.emulator.resource import add_attributes, register_resources
from awscdk.emulator.rollouts import check_health_in_rollouts

MODULES = (autoscaling, budgets, containers, database, edge, identity, network, secrets)


def main() -> None:
    for module in MODULES:
        register_resources(module.RESOURCES)
    add_attributes("AWS::EC2::VPC", lambda vpc: {"CidrBlock": vpc["CidrBlock"]})
    complete_nested_stacks()
    skip_deleted_log_groups()
    autoscaling.add_service()
    quotas.add_service()
    complete_cloudfront()
    sign_origin_requests()
    database.add_restore_from_snapshot()
    secrets.decrypt_parameters()
    check_health_in_rollouts()
    tasks = Processes(
        Path(os.environ["EMULATOR_HOME"]),
        port=int(os.environ["GATEWAY_PORT"]),
        environment=environment_of_processes(os.environ),
    )
    ecs._get_docker = lambda: tasks
    app.main()


if __name__ == "__main__":
    main()
