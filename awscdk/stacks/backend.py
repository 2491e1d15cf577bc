"""The processes of the topology as Fargate services.

Migrations run before any of them changes. A queue that scales to zero has a task definition, and a
service only in the fleet of services.
"""

from collections.abc import Sequence

from aws_cdk import NestedStack
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elb
from aws_cdk import aws_logs as logs
from constructs import Construct

from awscdk.constants import MANAGEMENT
from awscdk.environments import SharedTask
from awscdk.stacks.cluster import Runtime
from awscdk.stacks.release import Migration
from awscdk.stacks.scaling import Scaling
from awscdk.stacks.service import Service, process
from awscdk.stacks.task import Process, task_definition
from config.topology import QUEUES, SERVICES, WorkerFleet
from config.topology import Service as Entry

SHARED = "always-on"


class Backend(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        runtime: Runtime,
        listener: elb.IApplicationListener,
        shared_task: SharedTask | None,
        worker_fleet: WorkerFleet,
        log_days: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, id)
        self.management = self._management(runtime)
        self.migration = migration = Migration(
            self,
            "Migration",
            runtime=runtime,
            task=self.management,
            container=MANAGEMENT,
            log_days=log_days,
        )
        self.services = [
            Service(
                self,
                name,
                runtime=runtime,
                name=name,
                entries=entries,
                cpu=shared_task.cpu if shared_task and name == SHARED else entries[0].cpu,
                memory=shared_task.memory if shared_task and name == SHARED else entries[0].memory,
                # Two schedulers would publish every task twice.
                is_single=name == "beat",
            )
            for name, entries in grouped(share=shared_task is not None)
            if entries[0].minimum or worker_fleet is WorkerFleet.SERVICES
        ]
        if worker_fleet is WorkerFleet.TASKS:
            for entry in SERVICES:
                if not entry.minimum:
                    self._add_worker_task(entry, runtime=runtime, migration=migration)
        for service in self.services:
            service.service.node.add_dependency(migration)
        priority = 1
        for service in self.services:
            service.register(listener=listener, first_priority=priority)
            priority += len(service.entries)
        scaled = {f"worker-{queue.name}": queue for queue in QUEUES}
        for service in self.services:
            if service.name in scaled:
                Scaling(
                    service,
                    "Scaling",
                    service=service.service,
                    queue=scaled[service.name],
                    namespace=runtime.name,
                )

    def _add_worker_task(self, entry: Entry, *, runtime: Runtime, migration: Migration) -> None:
        """Add the task of a worker, which the backend starts by the name of its family.

        It is registered after the migration: from then on the new version is started, while
        running workers keep theirs.
        """
        task_definition(
            Construct(self, entry.name),
            runtime=runtime,
            name=entry.name,
            processes=[process(entry)],
            cpu=entry.cpu,
            memory=entry.memory,
        ).node.add_dependency(migration)

    def _management(self, runtime: Runtime) -> ecs.FargateTaskDefinition:
        """Add the task of management commands; the command is set when it is run."""
        web = next(entry for entry in SERVICES if entry.name == "web")
        return task_definition(
            Construct(self, MANAGEMENT),
            runtime=runtime,
            name=MANAGEMENT,
            processes=[Process(name=MANAGEMENT, command=["python", "manage.py", "check"])],
            cpu=web.cpu,
            memory=web.memory,
        )


def grouped(*, share: bool) -> list[tuple[str, Sequence[Entry]]]:
    """Return the services by name. Queues that scale to zero always have their own."""
    if not share:
        return [(entry.name, [entry]) for entry in SERVICES]
    always_on = [entry for entry in SERVICES if entry.minimum > 0]
    return [
        (SHARED, always_on),
        *((entry.name, [entry]) for entry in SERVICES if entry.minimum == 0),
    ]
