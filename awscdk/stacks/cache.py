"""Valkey: the broker and live settings, and the cache in the same or in its own node.

Node-based, as serverless is cluster mode only, which Celery's transport does not support.
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
        holds_tasks: bool = True,
    ) -> None:
        super().__init__(scope, id)
        group = elasticache.CfnReplicationGroup(
            self,
            "Valkey",
            replication_group_description=(
                f"Broker and cache of {name}" if holds_tasks else f"Cache of {name}"
            ),
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
            # It stores tasks and live settings: a daily snapshot, for losses that a replica does
            # not prevent.
            snapshot_retention_limit=int(holds_tasks),
            cache_parameter_group_name=elasticache.CfnParameterGroup(
                self,
                "Parameters",
                cache_parameter_group_family="valkey8",
                description="Refuses to write rather than to drop a task"
                if holds_tasks
                else "Refuses to write rather than to forget a limit",
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
        """Return the URL without the password."""
        self.first_node = f"{group.ref}-001"
