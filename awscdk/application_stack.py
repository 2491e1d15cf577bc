"""One environment of the application: nested stacks, composed and granted to each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aws_cdk import Aspects, CfnOutput, CfnStack, NestedStack, Stack, Tags
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_ssm as ssm
from constructs import Construct, IDependable

from awscdk.certificate import certificate
from awscdk.environments import Egress
from awscdk.log_days import retention
from awscdk.look_ups import (
    CLOUDFRONT_PREFIX_LIST,
    DATABASE_NAME,
    DATABASE_SNAPSHOT,
    GIVEN,
    HOSTED_ZONE,
    SIGNING_PUBLIC_KEY,
    looked_up,
)
from awscdk.naming import Application
from awscdk.role_paths import RolePaths
from awscdk.stacks.backend import Backend
from awscdk.stacks.balancer import Balancer
from awscdk.stacks.bastion import Bastion
from awscdk.stacks.cache import PORT as CACHE_PORT
from awscdk.stacks.cache import Cache
from awscdk.stacks.cluster import Cluster, Runtime, Variables
from awscdk.stacks.database import PORT as DATABASE_PORT
from awscdk.stacks.database import Database
from awscdk.stacks.front_desk import FrontDesk
from awscdk.stacks.network import Network
from awscdk.stacks.release import Smoke
from awscdk.stacks.rest import Rest
from awscdk.stacks.secrets import Secrets
from awscdk.stacks.site_upload import SiteUpload
from awscdk.stacks.sweep import Sweep
from awscdk.stacks.watch import Watch
from config.topology import SERVICES

ZONE_OF_CLOUDFRONT = "Z2FDTNDATAQYW2"
"""Every distribution's. Source: Route 53, `AliasTarget`."""


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
        """`edge_certificate`: CloudFront's, which has to be in us-east-1; without it the stack's
        own. `site`: the built front end, None to leave what is there."""
        super().__init__(scope, id, **kwargs)
        self.application = application
        environment = application.environment
        name = application.full_app_name
        log_days = retention(environment.log_days)
        own_certificate = certificate(self, application=application)
        self.network = Network(
            self,
            "Network",
            egress=environment.egress,
            cloudfront_prefix_list=self._looked_up(CLOUDFRONT_PREFIX_LIST),
            application_ports=[entry.port for entry in SERVICES if entry.port],
            database_port=DATABASE_PORT,
            cache_port=CACHE_PORT,
        )
        vpc, isolated = self.network.vpc, self.network.isolated_subnets
        self.secrets = Secrets(self, "Secrets", name=name)
        self.database = Database(
            self,
            "Database",
            name=self._looked_up(DATABASE_NAME),
            snapshot=self._looked_up(DATABASE_SNAPSHOT),
            vpc=vpc,
            subnets=isolated,
            security_group=self.network.database,
            size=environment.database,
            keeps_data=environment.keeps_data,
            log_days=log_days,
        )
        self.cache = Cache(
            self,
            "Cache",
            name=name,
            subnets=vpc.select_subnets(subnet_type=isolated.subnet_type),
            security_group=self.network.cache,
            password=self.secrets.generated["REDIS_PASSWORD"],
            size=environment.cache,
        )
        self.balancer = Balancer(
            self,
            "Balancer",
            vpc=vpc,
            subnets=isolated if environment.private_balancer else self.network.public_subnets,
            security_group=self.network.balancer,
            certificate=own_certificate,
            is_private=environment.private_balancer,
            is_protected=environment.keeps_data,
        )
        self.watch = Watch(
            self,
            "Watch",
            name=name,
            region=application.region,
            balancer=self.balancer.load_balancer,
            database=self.database.cluster,
            database_size=environment.database,
            cache_node=self.cache.first_node,
            mailbox=application.mailbox(environment.alarms_to),
            monthly_budget=environment.monthly_budget,
            has_dashboard=environment.dashboard,
        )
        self.rest = environment.sleep and Rest(
            self,
            "Rest",
            name=name,
            sleep=environment.sleep,
            is_shared=environment.shared_task is not None,
            alarms=self.watch.alarms,
            log_days=log_days,
        )
        self.cluster = Cluster(
            self,
            "Cluster",
            name=name,
            vpc=vpc,
            container_insights=environment.container_insights,
            log_days=log_days,
            keeps_data=environment.keeps_data,
            database_secret=self.database.secret,
        )
        self.front_desk = FrontDesk(
            self,
            "FrontDesk",
            domain_name=application.full_domain_name,
            certificate=edge_certificate or own_certificate,
            balancer=self.balancer.load_balancer,
            balancer_is_private=environment.private_balancer,
            backend_paths=[path for entry in SERVICES for path in entry.paths],
            signing_public_key=self._looked_up(SIGNING_PUBLIC_KEY),
            backend_role=self.cluster.task_role,
            wake=self.rest.url if self.rest else None,
            keeps_data=environment.keeps_data,
            empties_buckets=empties_buckets,
            log_days=environment.log_days,
        )
        self.backend = Backend(
            self,
            "Backend",
            runtime=Runtime(
                name=name,
                cluster=self.cluster.cluster,
                image=image,
                variables=self._variables(),
                task_role=self.cluster.task_role,
                execution_role=self.cluster.execution_role,
                log_group=self.cluster.log_group,
                subnets=self.network.task_subnets,
                security_group=self.network.application,
                has_public_address=environment.egress is Egress.PUBLIC_ADDRESSES,
                capacity_provider="FARGATE_SPOT" if environment.spot else "FARGATE",
            ),
            listener=self.balancer.listener,
            shared_task=environment.shared_task,
            log_days=log_days,
        )
        self.sweep = Sweep(
            self,
            "Sweep",
            name=name,
            site_url=application.site_url,
            token=self.secrets.generated["CELERY_METRICS_TOKEN"],
            log_days=log_days,
        )
        if environment.bastion:
            Bastion(self, "Bastion", vpc=vpc, security_group=self.network.application)
        addresses = self._name()
        self._tell()
        if site is not None:
            upload = SiteUpload(
                self,
                "Site",
                site=site,
                bucket=self.front_desk.buckets.site,
                distribution=self.front_desk.distribution,
                log_days=log_days,
            )
            # New pages may ask for what only the new version answers.
            upload.node.add_dependency(self.backend)
        self._look(addresses, has_page=site is not None)
        Aspects.of(self).add(RolePaths(name))
        for key, value in (
            ("StackName", name),
            ("Application", application.base_app_name),
            ("Environment", environment.name),
        ):
            Tags.of(self).add(key, value)

    def _looked_up(self, parameter: str) -> str:
        return looked_up(self, application=self.application, parameter=parameter)

    def _variables(self) -> Variables:
        application, environment = self.application, self.application.environment
        given = [*GIVEN]
        plain = {
            "SITE_URL": application.site_url,
            "ALLOWED_HOSTS": application.full_domain_name,
            "FULL_APP_NAME": application.full_app_name,
            "DATABASE_URL": self.database.url,
            "DATABASE_SECRET_ARN": self.database.secret.secret_arn,
            "REDIS_URL": self.cache.url,
            "AWS_STORAGE_BUCKET_NAME": self.front_desk.buckets.assets.bucket_name,
            "CLOUDFRONT_KEY_ID": self.front_desk.signing_key.public_key_id,
            "EMAIL_FROM": application.mailbox(environment.email_from),
        }
        for provider, client in environment.social_clients:
            plain[f"{provider}_CLIENT_ID"] = client
            given.append(f"{provider}_CLIENT_SECRET")
        secret = {
            name: ecs.Secret.from_secrets_manager(each)
            for name, each in self.secrets.generated.items()
        }
        for name in given:
            secret[name] = ecs.Secret.from_ssm_parameter(
                ssm.StringParameter.from_secure_string_parameter_attributes(
                    self, name, parameter_name=application.parameter(name)
                )
            )
        return Variables(plain=plain, secret=secret)

    def _look(self, addresses: Sequence[IDependable], *, has_page: bool) -> None:
        """Last of all, at all of it."""
        others = [each for each in self.node.children if isinstance(each, NestedStack)]
        smoke = Smoke(
            self,
            "Smoke",
            name=self.application.full_app_name,
            site_url=self.application.site_url,
            rests=self.application.environment.sleep is not None,
            has_page=has_page,
            parts=[_template(each) for each in others],
            log_days=retention(self.application.environment.log_days),
        )
        smoke.node.add_dependency(*others, *addresses)

    def _name(self) -> Sequence[IDependable]:
        """The one address, over IPv4 and IPv6."""
        return [
            route53.CfnRecordSet(
                self,
                f"Address{kind}",
                hosted_zone_id=self._looked_up(HOSTED_ZONE),
                name=f"{self.application.full_domain_name}.",
                type=kind,
                alias_target=route53.CfnRecordSet.AliasTargetProperty(
                    dns_name=self.front_desk.distribution.distribution_domain_name,
                    hosted_zone_id=ZONE_OF_CLOUDFRONT,
                ),
            )
            for kind in ("A", "AAAA")
        ]

    def _tell(self) -> None:
        """What people and pipelines need to work with the environment."""
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
            "SiteBucket": self.front_desk.buckets.site.bucket_name,
            "AssetsBucket": self.front_desk.buckets.assets.bucket_name,
            "DistributionId": self.front_desk.distribution.distribution_id,
            "DistributionDomain": self.front_desk.distribution.distribution_domain_name,
        }.items():
            CfnOutput(self, key, value=value)


def _template(nested: NestedStack) -> str:
    """Where it stands; its hash is in the name."""
    resource = nested.nested_stack_resource
    assert isinstance(resource, CfnStack)
    assert resource.template_url is not None
    return resource.template_url
