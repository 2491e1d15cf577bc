"""A Fargate service of the backend, registered with the load balancer if it has paths."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elb
from constructs import Construct

from awscdk.constants import ANY
from awscdk.stacks.cluster import Runtime
from awscdk.stacks.task import Process, task_definition
from config.topology import TARGET_CPU_PERCENT
from config.topology import Service as Entry

# One web task with half a vCPU handles this easily; above it another one starts.
TARGET_REQUESTS_PER_MINUTE = 1500
# Five Python processes on half a vCPU take a while to import.
HEALTH_CHECK_GRACE_SECONDS = 180


class Service(Construct):
    """`entries`: topology entries that share the task."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        runtime: Runtime,
        name: str,
        entries: Sequence[Entry],
        cpu: int,
        memory: int,
        is_single: bool = False,
    ) -> None:
        """`is_single`: stop the old task before the new one starts."""
        super().__init__(scope, id)
        self.name = name
        self.entries = entries
        self.service = ecs.FargateService(
            self,
            "Service",
            service_name=name,
            cluster=runtime.cluster,
            task_definition=task_definition(
                self,
                runtime=runtime,
                name=name,
                processes=[process(entry) for entry in entries],
                cpu=cpu,
                memory=memory,
            ),
            # No desired count, as every deployment would reset it.
            min_healthy_percent=0 if is_single else 100,
            max_healthy_percent=100 if is_single else 200,
            availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.DISABLED
            if is_single
            else ecs.AvailabilityZoneRebalancing.ENABLED,
            health_check_grace_period=Duration.seconds(HEALTH_CHECK_GRACE_SECONDS)
            if any(entry.paths for entry in entries)
            else None,
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            capacity_provider_strategies=[
                ecs.CapacityProviderStrategy(capacity_provider=runtime.capacity_provider, weight=1)
            ],
            vpc_subnets=runtime.subnets,
            security_groups=[runtime.security_group],
            assign_public_ip=runtime.has_public_address,
            enable_execute_command=True,
            enable_ecs_managed_tags=True,
            propagate_tags=ecs.PropagatedTagSource.SERVICE,
        )

    def register(self, *, listener: elb.IApplicationListener, first_priority: int) -> None:
        """Route the paths of each entry, with one target group for each."""
        with_paths = [entry for entry in self.entries if entry.paths]
        for priority, entry in enumerate(with_paths, start=first_priority):
            assert entry.port is not None
            group = elb.ApplicationTargetGroup(
                self,
                f"{entry.name}-targets",
                vpc=self.service.cluster.vpc,
                protocol=elb.ApplicationProtocol.HTTP,
                port=entry.port,
                targets=[
                    self.service.load_balancer_target(
                        container_name=entry.name, container_port=entry.port
                    )
                ],
                health_check=elb.HealthCheck(
                    path=entry.health_check,
                    interval=Duration.seconds(15),
                    timeout=Duration.seconds(5),
                    healthy_threshold_count=2,
                    unhealthy_threshold_count=4,
                ),
                deregistration_delay=Duration.seconds(30),
            )
            elb.ApplicationListenerRule(
                self,
                f"{entry.name}-paths",
                listener=listener,
                priority=priority,
                conditions=[
                    elb.ListenerCondition.path_patterns([f"/{path}/*" for path in entry.paths])
                ],
                target_groups=[group],
            )
            if len(self.entries) == 1 and entry.maximum > entry.minimum:
                self._scale(entry, group)

    def _scale(self, entry: Entry, group: elb.ApplicationTargetGroup) -> None:
        count = self.service.auto_scale_task_count(
            min_capacity=entry.minimum, max_capacity=entry.maximum
        )
        if entry.websocket:
            # WebSockets make one request each, so requests say nothing about their load.
            count.scale_on_cpu_utilization("Busy", target_utilization_percent=TARGET_CPU_PERCENT)
        else:
            count.scale_on_request_count(
                "Requests", requests_per_target=TARGET_REQUESTS_PER_MINUTE, target_group=group
            )


def process(entry: Entry) -> Process:
    return Process(
        name=entry.name, command=entry.arguments(host=ANY, port=entry.port), port=entry.port
    )
