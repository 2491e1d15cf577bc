"""Aurora Serverless v2 for Postgres. Its password is known to Secrets Manager, which changes it."""

from aws_cdk import Aws, CfnCondition, Duration, Fn, NestedStack, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from awscdk.environments import Database as Size
from awscdk.look_ups import NO_SNAPSHOT

NAME = "app"
PORT = 5432
SECONDS_TO_RESUME = 45
"""After which a connection gives up: a paused cluster takes 15 s, after a day of rest over 30."""


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
        log_days: logs.RetentionDays,
    ) -> None:
        """`name`: of the cluster, another one for each that is restored: none can take the place of
        another under its name. `snapshot`: what it is made from, NO_SNAPSHOT to begin empty."""
        super().__init__(scope, id)
        removal = RemovalPolicy.SNAPSHOT if keeps_data else RemovalPolicy.DESTROY
        major, _ = size.engine_version.split(".")
        pause = size.pauses_after_minutes
        self.cluster = rds.DatabaseCluster(
            self,
            "Cluster",
            engine=rds.DatabaseClusterEngine.aurora_postgres(
                version=rds.AuroraPostgresEngineVersion.of(size.engine_version, major)
            ),
            default_database_name=NAME,
            credentials=rds.Credentials.from_username(NAME),
            # RDS itself keeps the password, and rotates it without a function in the VPC.
            manage_master_user_password=True,
            writer=rds.ClusterInstance.serverless_v2("Writer"),
            readers=[rds.ClusterInstance.serverless_v2("Standby", scale_with_writer=True)]
            if size.standby
            else [],
            serverless_v2_min_capacity=size.minimum,
            serverless_v2_max_capacity=size.maximum,
            serverless_v2_auto_pause_duration=None if pause is None else Duration.minutes(pause),
            parameters={"rds.force_ssl": "1"},
            vpc=vpc,
            vpc_subnets=subnets,
            security_groups=[security_group],
            port=PORT,
            storage_encrypted=True,
            backup=rds.BackupProps(retention=Duration.days(size.backup_days)),
            copy_tags_to_snapshot=True,
            deletion_protection=keeps_data,
            removal_policy=removal,
            cluster_identifier=name,
            cloudwatch_logs_exports=["postgresql"],
        )
        self._restore(snapshot)
        # Else RDS makes it itself, and keeps for ever what is written there.
        written = logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/rds/cluster/{name}/postgresql",
            retention=log_days,
            removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
        )
        self.cluster.node.add_dependency(written)
        secret = self.cluster.secret
        assert secret is not None
        self.secret: secretsmanager.ISecret = secret
        endpoint = self.cluster.cluster_endpoint
        self.url = (
            f"postgres://{endpoint.hostname}:{endpoint.port}/{NAME}"
            f"?sslmode=require&connect_timeout={SECONDS_TO_RESUME}"
        )
        """Without user and password, which stand in the secret."""

    def _restore(self, snapshot: str) -> None:
        """The template knows both ways, since a deployment alone knows which it is."""
        is_restored = CfnCondition(
            self,
            "IsRestored",
            expression=Fn.condition_not(Fn.condition_equals(snapshot, NO_SNAPSHOT)),
        ).logical_id
        cluster = self.cluster.node.default_child
        assert isinstance(cluster, rds.CfnDBCluster)
        cluster.add_property_override(
            "SnapshotIdentifier", Fn.condition_if(is_restored, snapshot, Aws.NO_VALUE)
        )
        # A snapshot brings its own.
        cluster.add_property_override(
            "MasterUsername", Fn.condition_if(is_restored, Aws.NO_VALUE, NAME)
        )
