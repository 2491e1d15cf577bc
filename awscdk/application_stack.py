"""Environment of the application: nested stacks, composed and connected by grants."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aws_cdk import Aspects, CfnOutput, CfnStack, NestedStack, Stack, Tags
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_ssm as ssm
from constructs import Construct, IDependable

from awscdk.certificate import certificate
from awscdk.constants import BASTION
from awscdk.environments import Cache as Size
from awscdk.environments import Egress
from awscdk.log_days import retention
from awscdk.naming import Application
from awscdk.role_paths import RolePaths
from awscdk.ssm_parameters import (
    CLOUDFRONT_PREFIX_LIST,
    DATABASE_NAME,
    DATABASE_SNAPSHOT,
    DELETION_PROTECTION,
    HOSTED_ZONE,
    SIGNING_KEYS,
    SIGNING_PUBLIC_KEYS,
    ZONES,
)
from awscdk.stacks.backend import Backend
from awscdk.stacks.bastion import Bastion
from awscdk.stacks.cache import PORT as CACHE_PORT
from awscdk.stacks.cache import Cache
from awscdk.stacks.cdn import Cdn
from awscdk.stacks.cluster import Cluster, Runtime, Variables
from awscdk.stacks.database import PORT as DATABASE_PORT
from awscdk.stacks.database import Database
from awscdk.stacks.dns_records import dns_records
from awscdk.stacks.load_balancer import LoadBalancer
from awscdk.stacks.monitoring import Monitoring
from awscdk.stacks.network import Network
from awscdk.stacks.off_hours_schedule import OffHoursSchedule
from awscdk.stacks.release import SmokeTest
from awscdk.stacks.secret_variables import secret_variables
from awscdk.stacks.secrets import Secrets
from awscdk.stacks.signing_keys import signing_slot
from awscdk.stacks.site_upload import SiteUpload
from awscdk.stacks.sweep import Sweep
from awscdk.tiers import boundary
from config.topology import SERVICES, WorkerFleet


class ApplicationStack(Stack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        application: Application,
        image: ecs.ContainerImage,
        site: Path | None,
        edge_certificate: acm.ICertificate | None = None,
        empties_buckets: bool = True,
        **kwargs: Any,
    ) -> None:
        """`edge_certificate`: CloudFront's, in us-east-1; by default the stack's own.

        `site`: the built front end; None keeps the deployed one.
        """
        super().__init__(scope, id, **kwargs)
        self.application = application
        self.name = application.full_app_name
        environment = application.environment
        self.log_days = retention(environment.log_days)
        own_certificate = certificate(self, application=application)
        self.network = self._create_network()
        self.secrets = Secrets(self, "Secrets", name=self.name)
        self.database = self._create_database()
        self.cache = self._create_cache("Cache", environment.cache)
        self.own_cache = environment.own_cache and self._create_cache(
            "OwnCache", environment.own_cache, holds_tasks=False
        )
        self.load_balancer = self._create_load_balancer(own_certificate)
        self.monitoring = self._create_monitoring()
        self.off_hours_schedule = self._create_off_hours_schedule()
        self.cluster = self._create_cluster()
        self.cdn = self._create_cdn(edge_certificate or own_certificate, empties_buckets)
        self.backend = self._create_backend(image)
        self.sweep = self._create_sweep()
        self._add_bastion()
        records = dns_records(
            self,
            hosted_zone_id=self._parameter_value(HOSTED_ZONE),
            domain_name=application.full_domain_name,
            distribution=self.cdn.distribution,
        )
        self._add_outputs()
        if site is not None:
            self._add_site_upload(site)
        self._add_smoke_test(records, has_page=site is not None)
        Aspects.of(self).add(
            RolePaths(self.name, boundary=boundary(application.base_app_name, application.tier))
        )
        self._add_tags()

    def _create_network(self) -> Network:
        return Network(
            self,
            "Network",
            zones=[self._parameter_value(each) for each in ZONES],
            egress=self.application.environment.egress,
            private_balancer=self.application.environment.private_balancer,
            cloudfront_prefix_list=self._parameter_value(CLOUDFRONT_PREFIX_LIST),
            application_ports=[entry.port for entry in SERVICES if entry.port],
            database_port=DATABASE_PORT,
            cache_port=CACHE_PORT,
        )

    def _create_database(self) -> Database:
        return Database(
            self,
            "Database",
            name=self._parameter_value(DATABASE_NAME),
            snapshot=self._parameter_value(DATABASE_SNAPSHOT),
            vpc=self.network.vpc,
            subnets=self.network.isolated_subnets,
            security_group=self.network.database,
            size=self.application.environment.database,
            keeps_data=self.application.environment.keeps_data,
            deletion_protection=self._deletion_protection(),
            log_days=self.log_days,
        )

    def _create_cache(self, id: str, size: Size, *, holds_tasks: bool = True) -> Cache:
        return Cache(
            self,
            id,
            name=self.name,
            subnets=self.network.vpc.select_subnets(
                subnet_group_name=self.network.isolated_subnets.subnet_group_name
            ),
            security_group=self.network.cache,
            password=self.secrets.generated["REDIS_PASSWORD"],
            size=size,
            holds_tasks=holds_tasks,
        )

    def _create_load_balancer(self, own_certificate: acm.ICertificate) -> LoadBalancer:
        network, environment = self.network, self.application.environment
        return LoadBalancer(
            self,
            "Balancer",
            vpc=network.vpc,
            subnets=network.balancer_subnets,
            security_group=network.balancer,
            certificate=own_certificate,
            is_private=environment.private_balancer,
            deletion_protection=self._deletion_protection(),
        )

    def _create_monitoring(self) -> Monitoring:
        environment = self.application.environment
        return Monitoring(
            self,
            "Watch",
            name=self.name,
            region=self.application.region,
            balancer=self.load_balancer.load_balancer,
            database=self.database.cluster,
            database_size=environment.database,
            cache_node=self.cache.first_node,
            mailbox=self.application.mailbox(environment.alarms_to),
            monthly_budget=environment.monthly_budget,
            has_dashboard=environment.dashboard,
        )

    def _create_off_hours_schedule(self) -> OffHoursSchedule | None:
        environment = self.application.environment
        if environment.sleep is None:
            return None
        return OffHoursSchedule(
            self,
            "Rest",
            name=self.name,
            sleep=environment.sleep,
            is_shared=environment.shared_task is not None,
            worker_fleet=environment.worker_fleet,
            alarms=self.monitoring.alarms,
            log_days=self.log_days,
        )

    def _create_cluster(self) -> Cluster:
        return Cluster(
            self,
            "Cluster",
            name=self.name,
            vpc=self.network.vpc,
            container_insights=self.application.environment.container_insights,
            log_days=self.log_days,
            keeps_data=self.application.environment.keeps_data,
            database_secret=self.database.secret,
            worker_fleet=self.application.environment.worker_fleet,
        )

    def _create_cdn(self, edge_certificate: acm.ICertificate, empties_buckets: bool) -> Cdn:
        environment = self.application.environment
        return Cdn(
            self,
            "FrontDesk",
            domain_name=self.application.full_domain_name,
            certificate=edge_certificate,
            balancer=self.load_balancer.load_balancer,
            balancer_is_private=environment.private_balancer,
            backend_paths=[path for entry in SERVICES for path in entry.paths],
            signing_public_keys={
                slot: self._parameter_value(each) for slot, each in SIGNING_PUBLIC_KEYS.items()
            },
            signing_keys=self._parameter_value(SIGNING_KEYS),
            backend_role=self.cluster.task_role,
            wake=self.off_hours_schedule.url if self.off_hours_schedule else None,
            keeps_data=environment.keeps_data,
            empties_buckets=empties_buckets,
            log_days=environment.log_days,
        )

    def _create_backend(self, image: ecs.ContainerImage) -> Backend:
        return Backend(
            self,
            "Backend",
            runtime=self._runtime(image),
            listener=self.load_balancer.listener,
            shared_task=self.application.environment.shared_task,
            worker_fleet=self.application.environment.worker_fleet,
            log_days=self.log_days,
        )

    def _runtime(self, image: ecs.ContainerImage) -> Runtime:
        environment = self.application.environment
        return Runtime(
            name=self.name,
            cluster=self.cluster.cluster,
            image=image,
            variables=Variables(
                plain=self._plain_variables(),
                secret=secret_variables(
                    self,
                    application=self.application,
                    generated=self.secrets.generated,
                    signing_slot=signing_slot(self._parameter_value(SIGNING_KEYS)),
                    execution_role=self.cluster.execution_role,
                ),
            ),
            task_role=self.cluster.task_role,
            execution_role=self.cluster.execution_role,
            log_group=self.cluster.log_group,
            subnets=self.network.task_subnets,
            security_group=self.network.application,
            has_public_address=environment.egress is Egress.PUBLIC_ADDRESSES,
            capacity_provider="FARGATE_SPOT" if environment.spot else "FARGATE",
        )

    def _create_sweep(self) -> Sweep:
        return Sweep(
            self,
            "Sweep",
            name=self.name,
            site_url=self.application.site_url,
            token=self.secrets.generated["CELERY_METRICS_TOKEN"],
            log_days=self.log_days,
        )

    def _add_bastion(self) -> None:
        if not self.application.environment.bastion:
            return
        bastion = Bastion(
            self,
            "Bastion",
            vpc=self.network.vpc,
            security_group=self.network.application,
            database=self.database.cluster,
        )
        CfnOutput(self, BASTION, value=bastion.machine.instance_id)

    def _add_site_upload(self, site: Path) -> None:
        upload = SiteUpload(
            self,
            "Site",
            site=site,
            bucket=self.cdn.buckets.site,
            distribution=self.cdn.distribution,
            log_days=self.log_days,
        )
        # New pages may use API that only the new version has.
        upload.node.add_dependency(self.backend)

    def _add_tags(self) -> None:
        for key, value in (
            ("StackName", self.name),
            ("Application", self.application.base_app_name),
            ("Environment", self.application.environment.name),
        ):
            Tags.of(self).add(key, value)

    def _parameter_value(self, parameter: str) -> str:
        """Return a token for its value at the next deployment."""
        return ssm.StringParameter.value_for_string_parameter(
            self, self.application.parameter(parameter)
        )

    def _plain_variables(self) -> dict[str, str]:
        application, environment = self.application, self.application.environment
        return {
            "SITE_URL": application.site_url,
            "ALLOWED_HOSTS": application.full_domain_name,
            "NATIVE_ORIGINS": ",".join(environment.native_origins),
            "FULL_APP_NAME": application.full_app_name,
            "DATABASE_URL": self.database.url,
            "DATABASE_SECRET_ARN": self.database.secret.secret_arn,
            "REDIS_URL": self.cache.url,
            "CACHE_URL": self.own_cache.url if self.own_cache else "",
            "AWS_STORAGE_BUCKET_NAME": self.cdn.buckets.assets.bucket_name,
            "CLOUDFRONT_KEY_ID": self.cdn.signing_key_id,
            "EMAIL_FROM": application.mailbox(environment.email_from),
            "WORKER_TASKS": self._worker_tasks(),
            **{f"{provider}_CLIENT_ID": value for provider, value in environment.social_clients},
        }

    def _worker_tasks(self) -> str:
        """Return the options of `EcsTaskFleet`; empty if the workers are services."""
        environment = self.application.environment
        if environment.worker_fleet is WorkerFleet.SERVICES:
            return ""
        subnets = self.network.vpc.select_subnets(subnet_type=self.network.task_subnets.subnet_type)
        return self.to_json_string(
            {
                "subnets": subnets.subnet_ids,
                "security_groups": [self.network.application.security_group_id],
                "public_ip": environment.egress is Egress.PUBLIC_ADDRESSES,
                "spot": environment.spot,
            }
        )

    def _deletion_protection(self) -> str | None:
        keeps_data = self.application.environment.keeps_data
        return self._parameter_value(DELETION_PROTECTION) if keeps_data else None

    def _add_smoke_test(self, dns_records: Sequence[IDependable], *, has_page: bool) -> None:
        """Test the deployed environment, after all other resources."""
        others = [each for each in self.node.children if isinstance(each, NestedStack)]
        smoke = SmokeTest(
            self,
            "Smoke",
            name=self.name,
            site_url=self.application.site_url,
            rests=self.application.environment.sleep is not None,
            has_page=has_page,
            parts=[_template(each) for each in others],
            canaries=self.backend.migration
            if self.application.environment.worker_fleet is WorkerFleet.TASKS
            else None,
            log_days=self.log_days,
        )
        smoke.node.add_dependency(*others, *dns_records)

    def _add_outputs(self) -> None:
        """Output the values that commands and pipelines need."""
        subnets = self.network.vpc.select_subnets(subnet_type=self.network.task_subnets.subnet_type)
        for key, value in {
            "SiteUrl": self.application.site_url,
            "ClusterName": self.cluster.cluster.cluster_name,
            "ManagementTask": self.backend.management.family or "",
            "TaskSubnets": ",".join(subnets.subnet_ids),
            "PublicAddresses": "yes"
            if self.application.environment.egress is Egress.PUBLIC_ADDRESSES
            else "no",
            "TaskSecurityGroup": self.network.application.security_group_id,
            "SiteBucket": self.cdn.buckets.site.bucket_name,
            "AssetsBucket": self.cdn.buckets.assets.bucket_name,
            "DistributionId": self.cdn.distribution.distribution_id,
            "DistributionDomain": self.cdn.distribution.distribution_domain_name,
        }.items():
            CfnOutput(self, key, value=value)


def _template(nested: NestedStack) -> str:
    """Return the URL of its template, which contains its hash."""
    resource = nested.nested_stack_resource
    assert isinstance(resource, CfnStack)
    assert resource.template_url is not None
    return resource.template_url
