"""A Fargate task definition of the backend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from awscdk.stacks.cluster import Runtime
from config.topology import STOP_TIMEOUT_SECONDS


@dataclass(frozen=True, kw_only=True)
class Process:
    """A container of a task."""

    name: str
    command: Sequence[str]
    port: int | None = None


def task_definition(
    scope: Construct,
    *,
    runtime: Runtime,
    name: str,
    processes: Sequence[Process],
    cpu: int,
    memory: int,
    variables: Mapping[str, str] | None = None,
) -> ecs.FargateTaskDefinition:
    """`cpu` in 1/1024 vCPU, `memory` in MiB. The task stops when one process ends."""
    task = ecs.FargateTaskDefinition(
        scope,
        "Task",
        family=f"{runtime.name}-{name}",
        cpu=cpu,
        memory_limit_mib=memory,
        runtime_platform=ecs.RuntimePlatform(
            cpu_architecture=ecs.CpuArchitecture.ARM64,
            operating_system_family=ecs.OperatingSystemFamily.LINUX,
        ),
        task_role=runtime.task_role,
        execution_role=runtime.execution_role,
    )
    for process in processes:
        task.add_container(
            process.name,
            container_name=process.name,
            image=runtime.image,
            command=list(process.command),
            environment={**runtime.variables.plain, **(variables or {})},
            secrets=dict(runtime.variables.secret),
            port_mappings=[ecs.PortMapping(container_port=process.port)] if process.port else None,
            logging=ecs.LogDriver.aws_logs(
                stream_prefix=name,
                log_group=runtime.log_group,
                mode=ecs.AwsLogDriverMode.NON_BLOCKING,
            ),
            stop_timeout=Duration.seconds(STOP_TIMEOUT_SECONDS),
            # Reaps orphaned processes of shells, and forwards SIGTERM.
            linux_parameters=ecs.LinuxParameters(
                scope, f"{process.name}-linux", init_process_enabled=True
            ),
        )
    return task
