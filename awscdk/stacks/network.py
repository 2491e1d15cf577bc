"""The VPC and its security groups."""

from collections.abc import Sequence

from aws_cdk import NestedStack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from awscdk.environments import Egress

HTTPS = ec2.Port.tcp(443)


class Network(NestedStack):
    """A VPC over two zones, and the security groups of its resources."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        egress: Egress,
        cloudfront_prefix_list: str,
        application_ports: Sequence[int],
        database_port: int,
        cache_port: int,
    ) -> None:
        super().__init__(scope, id)
        tasks = ec2.SubnetType.PRIVATE_WITH_EGRESS
        subnets = [
            ec2.SubnetConfiguration(
                name="public",
                subnet_type=ec2.SubnetType.PUBLIC,
                cidr_mask=24,
                # Public IP addresses are assigned per task.
                map_public_ip_on_launch=False,
            ),
            ec2.SubnetConfiguration(
                name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24
            ),
        ]
        if egress is Egress.NAT:
            subnets.append(ec2.SubnetConfiguration(name="private", subnet_type=tasks, cidr_mask=24))
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.0.0.0/16"),
            max_azs=2,
            nat_gateways=1 if egress is Egress.NAT else 0,
            subnet_configuration=subnets,
        )
        # Free, and most of the traffic of tasks: image layers and files.
        self.vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
        self.public_subnets = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC)
        self.isolated_subnets = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        self.task_subnets = (
            ec2.SubnetSelection(subnet_type=tasks) if egress is Egress.NAT else self.public_subnets
        )

        self.balancer = self._group("Balancer", "The load balancer: CloudFront asks it")
        self.application = self._group("Application", "Every task", egress=True)
        self.database = self._group("Database", "Aurora: tasks connect")
        self.cache = self._group("Cache", "Valkey: tasks connect")
        self.balancer.add_ingress_rule(
            ec2.Peer.prefix_list(cloudfront_prefix_list),
            HTTPS,
            "CloudFront, from its own addresses",
        )
        for port in application_ports:
            self.application.add_ingress_rule(self.balancer, ec2.Port.tcp(port), "Load balancer")
            self.balancer.add_egress_rule(self.application, ec2.Port.tcp(port), "Tasks")
        self.database.add_ingress_rule(self.application, ec2.Port.tcp(database_port), "Tasks")
        self.cache.add_ingress_rule(self.application, ec2.Port.tcp(cache_port), "Tasks")
        self._limit_isolated_subnets()

    def _group(self, name: str, description: str, *, egress: bool = False) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self, name, vpc=self.vpc, description=description, allow_all_outbound=egress
        )

    def _limit_isolated_subnets(self) -> None:
        """Restrict the isolated subnets to the VPC, whatever the security groups allow."""
        acl = ec2.NetworkAcl(
            self, "IsolatedAcl", vpc=self.vpc, subnet_selection=self.isolated_subnets
        )
        inside = ec2.AclCidr.ipv4(self.vpc.vpc_cidr_block)
        for name, direction in (
            ("FromInside", ec2.TrafficDirection.INGRESS),
            ("ToInside", ec2.TrafficDirection.EGRESS),
        ):
            acl.add_entry(
                name,
                cidr=inside,
                direction=direction,
                rule_number=100,
                traffic=ec2.AclTraffic.all_traffic(),
            )
