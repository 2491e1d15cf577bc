"""The VPC, its security groups and its network ACLs.

Each part admits the part before it only: the load balancer CloudFront, tasks the load balancer, the
database and the broker the tasks. These two have no route to the internet.
"""

from collections.abc import Sequence

from aws_cdk import NestedStack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from awscdk.environments import Egress

HTTPS = ec2.Port.tcp(443)
# Ports of clients, to which responses go. Load balancers, NAT gateways and CloudFront use all of
# them. Source: Amazon VPC user guide, "Network ACL rules", ephemeral ports.
EPHEMERAL = (1024, 65535)
STORES, BALANCER = "isolated", "balancer"
INGRESS, EGRESS = ec2.TrafficDirection.INGRESS, ec2.TrafficDirection.EGRESS


class Network(NestedStack):
    """A VPC over two zones, and the security groups and network ACLs of its resources.

    `zones`: names of the two zones. `private_balancer`: give the load balancer subnets of its own.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        zones: Sequence[str],
        egress: Egress,
        private_balancer: bool,
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
                name=STORES, subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24
            ),
        ]
        if egress is Egress.NAT:
            subnets.append(ec2.SubnetConfiguration(name="private", subnet_type=tasks, cidr_mask=24))
        if private_balancer:
            subnets.append(
                ec2.SubnetConfiguration(
                    name=BALANCER, subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24
                )
            )
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.0.0.0/16"),
            availability_zones=list(zones),
            nat_gateways=1 if egress is Egress.NAT else 0,
            subnet_configuration=subnets,
        )
        # Free, and most of the traffic of tasks: image layers and files.
        self.vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
        self.public_subnets = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC)
        self.isolated_subnets = ec2.SubnetSelection(subnet_group_name=STORES)
        self.balancer_subnets = (
            ec2.SubnetSelection(subnet_group_name=BALANCER)
            if private_balancer
            else self.public_subnets
        )
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
        self._limit_public_subnets(accepts_https=not private_balancer)
        if private_balancer:
            self._limit_balancer_subnets()

    def _group(self, name: str, description: str, *, egress: bool = False) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self, name, vpc=self.vpc, description=description, allow_all_outbound=egress
        )

    def _limit_isolated_subnets(self) -> None:
        """Restrict the stores to the VPC, whatever the security groups allow."""
        acl = self._acl("IsolatedAcl", self.isolated_subnets)
        inside = ec2.AclCidr.ipv4(self.vpc.vpc_cidr_block)
        everything = ec2.AclTraffic.all_traffic()
        _allow(acl, "FromInside", INGRESS, 100, inside, everything)
        _allow(acl, "ToInside", EGRESS, 100, inside, everything)

    def _limit_public_subnets(self, *, accepts_https: bool) -> None:
        """Admit responses only, from outside the VPC, and HTTPS to a public load balancer."""
        acl = self._acl("PublicAcl", self.public_subnets)
        inside, everywhere = ec2.AclCidr.ipv4(self.vpc.vpc_cidr_block), ec2.AclCidr.any_ipv4()
        everything = ec2.AclTraffic.all_traffic()
        _allow(acl, "FromInside", INGRESS, 100, inside, everything)
        _allow(
            acl, "Responses", INGRESS, 110, everywhere, ec2.AclTraffic.tcp_port_range(*EPHEMERAL)
        )
        _allow(acl, "PacketTooBig", INGRESS, 120, everywhere, _packet_too_big())
        if accepts_https:
            _allow(acl, "Https", INGRESS, 130, everywhere, ec2.AclTraffic.tcp_port(443))
        # Registries, AWS, pages of links and the mail server, whose port is a setting.
        _allow(acl, "ToEverywhere", EGRESS, 100, everywhere, everything)

    def _limit_balancer_subnets(self) -> None:
        """Admit HTTPS and responses. CloudFront receives its responses on ephemeral ports.

        Source: CloudFront developer guide, "Restrict access with VPC origins".
        """
        acl = self._acl("BalancerAcl", self.balancer_subnets)
        inside, everywhere = ec2.AclCidr.ipv4(self.vpc.vpc_cidr_block), ec2.AclCidr.any_ipv4()
        ephemeral = ec2.AclTraffic.tcp_port_range(*EPHEMERAL)
        _allow(acl, "Https", INGRESS, 100, everywhere, ec2.AclTraffic.tcp_port(443))
        _allow(acl, "ResponsesOfTasks", INGRESS, 110, inside, ephemeral)
        _allow(acl, "PacketTooBig", INGRESS, 120, everywhere, _packet_too_big())
        # Responses to CloudFront, and requests to tasks, whose ports are as high.
        _allow(acl, "Responses", EGRESS, 100, everywhere, ephemeral)

    def _acl(self, id: str, subnets: ec2.SubnetSelection) -> ec2.NetworkAcl:
        return ec2.NetworkAcl(self, id, vpc=self.vpc, subnet_selection=subnets)


def _packet_too_big() -> ec2.AclTraffic:
    """Return ICMP "fragmentation needed", without which connections over small links stall.

    Source: Amazon VPC user guide, "Network ACLs", Path MTU Discovery.
    """
    return ec2.AclTraffic.icmp(type=3, code=4)


def _allow(
    acl: ec2.NetworkAcl,
    name: str,
    direction: ec2.TrafficDirection,
    number: int,
    cidr: ec2.AclCidr,
    traffic: ec2.AclTraffic,
) -> None:
    acl.add_entry(name, cidr=cidr, direction=direction, rule_number=number, traffic=traffic)
