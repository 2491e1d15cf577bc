"""Valkey: broker, cache, channel layer and live settings.

Node-based and not serverless: that is cluster mode only, which Celery's transport does not speak.
"""

from aws_cdk import NestedStack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from awscdk.environments import Cache as Size

PORT = 6380


class Cache(NestedStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        subnets: ec2.SelectedSubnets,
        security_group: ec2.ISecurityGroup,
        password: secretsmanager.ISecret,
        size: Size,
    ) -> None:
        super().__init__(scope, id)
        group = elasticache.CfnReplicationGroup(
            self,
            "Valkey",
            replication_group_description=f"Broker and cache of {name}",
            engine="valkey",
            engine_version="8.2",
            cache_node_type=size.node_type,
            num_node_groups=1,
            replicas_per_node_group=int(size.standby),
            automatic_failover_enabled=size.standby,
            multi_az_enabled=size.standby,
            port=PORT,
            transit_encryption_enabled=True,
            at_rest_encryption_enabled=True,
            auth_token=password.secret_value.unsafe_unwrap(),
            # Tasks and live settings lie there: a day's copy, for what no replica helps against.
            snapshot_retention_limit=1,
            cache_parameter_group_name=elasticache.CfnParameterGroup(
                self,
                "Parameters",
                cache_parameter_group_family="valkey8",
                description="Refuses to write rather than to drop a task",
                properties={"maxmemory-policy": "noeviction"},
            ).ref,
            cache_subnet_group_name=elasticache.CfnSubnetGroup(
                self,
                "Subnets",
                description=f"Isolated subnets of {name}",
                subnet_ids=subnets.subnet_ids,
            ).ref,
            security_group_ids=[security_group.security_group_id],
        )
        self.url = (
            f"rediss://{group.attr_primary_end_point_address}:{group.attr_primary_end_point_port}/0"
        )
        """Without the password."""
        self.first_node = f"{group.ref}-001"
