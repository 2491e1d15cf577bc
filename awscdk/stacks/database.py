"""Aurora for Postgres. Secrets Manager stores and rotates its password."""

from typing import Any

from aws_cdk import Aws, CfnCondition, Duration, Fn, NestedStack, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from awscdk.constants import DATABASE
from awscdk.environments import Database as Size
from awscdk.ssm_parameters import NO_SNAPSHOT
from awscdk.stacks.retention import if_protected, kept_logs

PORT = 5432
# Connection timeout: a paused cluster takes 15 s to resume, after a day over 30.
CONNECT_TIMEOUT_SECONDS = 45


class Database(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        snapshot: str,
        vpc: ec2.IVpc,
        subnets: ec2.SubnetSelection,
        security_group: ec2.ISecurityGroup,
        size: Size,
        keeps_data: bool,
        deletion_protection: str | None,
        log_days: logs.RetentionDays,
    ) -> None:
        """`name`: of the cluster, a new one for each restore, as no other may have the same name.

        `snapshot`: its source, or NO_SNAPSHOT for an empty database. `deletion_protection`:
        PROTECTED or UNPROTECTED, known at deployment; None for never.
        """
        super().__init__(scope, id)
        removal = RemovalPolicy.SNAPSHOT if keeps_data else RemovalPolicy.DESTROY
        major, _ = size.engine_version.split(".")
        self.cluster = rds.DatabaseCluster(
            self,
            "Cluster",
            engine=rds.DatabaseClusterEngine.aurora_postgres(
                version=rds.AuroraPostgresEngineVersion.of(size.engine_version, major)
            ),
            default_database_name=DATABASE,
            credentials=rds.Credentials.from_username(DATABASE),
            # RDS manages the password and rotates it without a function in the VPC.
            manage_master_user_password=True,
            writer=_instance("Writer", size),
            readers=[_instance("Standby", size)] if size.standby else [],
            **_capacity(size),
            parameters={"rds.force_ssl": "1"},
            vpc=vpc,
            vpc_subnets=subnets,
            security_groups=[security_group],
            port=PORT,
            storage_encrypted=True,
            backup=rds.BackupProps(retention=Duration.days(size.backup_days)),
            copy_tags_to_snapshot=True,
            deletion_protection=False,
            removal_policy=removal,
            cluster_identifier=name,
            cloudwatch_logs_exports=["postgresql"],
        )
        self._restore(snapshot)
        if deletion_protection is not None:
            self._resource.add_property_override(
                "DeletionProtection",
                if_protected(self, deletion_protection, then=True, other=False),
            )
        # Otherwise RDS creates it, with unlimited retention.
        written = logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/rds/cluster/{name}/postgresql",
            retention=log_days,
            removal_policy=kept_logs(keeps_data=keeps_data),
        )
        self.cluster.node.add_dependency(written)
        secret = self.cluster.secret
        assert secret is not None
        self.secret: secretsmanager.ISecret = secret
        endpoint = self.cluster.cluster_endpoint
        self.url = (
            f"postgres://{endpoint.hostname}:{endpoint.port}/{DATABASE}"
            f"?sslmode=require&connect_timeout={CONNECT_TIMEOUT_SECONDS}"
        )
        """Return the URL without user and password, which are in the secret."""

    def _restore(self, snapshot: str) -> None:
        """Add both variants to the template, as the source is only known at deployment."""
        is_restored = CfnCondition(
            self,
            "IsRestored",
            expression=Fn.condition_not(Fn.condition_equals(snapshot, NO_SNAPSHOT)),
        ).logical_id
        cluster = self._resource
        cluster.add_property_override(
            "SnapshotIdentifier", Fn.condition_if(is_restored, snapshot, Aws.NO_VALUE)
        )
        # A snapshot has its own.
        cluster.add_property_override(
            "MasterUsername", Fn.condition_if(is_restored, Aws.NO_VALUE, DATABASE)
        )

    @property
    def _resource(self) -> rds.CfnDBCluster:
        resource = self.cluster.node.default_child
        assert isinstance(resource, rds.CfnDBCluster)
        return resource


def _instance(id: str, size: Size) -> rds.IClusterInstance:
    if size.instance_class is None:
        # The standby is as large as the writer, since it takes over.
        return rds.ClusterInstance.serverless_v2(
            id, scale_with_writer=True if id == "Standby" else None
        )
    return rds.ClusterInstance.provisioned(id, instance_type=ec2.InstanceType(size.instance_class))


def _capacity(size: Size) -> dict[str, Any]:
    """Return the cluster's arguments of Serverless v2."""
    if size.instance_class is not None:
        return {}
    pause = size.pauses_after_minutes
    return {
        "serverless_v2_min_capacity": size.minimum,
        "serverless_v2_max_capacity": size.maximum,
        "serverless_v2_auto_pause_duration": None if pause is None else Duration.minutes(pause),
    }
