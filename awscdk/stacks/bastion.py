"""A small machine inside the VPC for psql or a tunnel, reachable only through Session Manager."""

from aws_cdk import Aws
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_rds as rds
from constructs import Construct

from awscdk.constants import DATABASE

# Of the client's package in Amazon Linux 2023; newer ones connect to older servers.
MAJOR_VERSION = 17


class Bastion(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        security_group: ec2.ISecurityGroup,
        database: rds.DatabaseCluster,
    ) -> None:
        super().__init__(scope, id)
        self.machine = machine = ec2.Instance(
            self,
            "Machine",
            instance_type=ec2.InstanceType("t4g.nano"),
            machine_image=ec2.MachineImage.latest_amazon_linux2023(
                cpu_type=ec2.AmazonLinuxCpuType.ARM_64
            ),
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC),
            associate_public_ip_address=True,
            security_group=security_group,
            require_imdsv2=True,
            user_data=_installation(database),
            block_devices=[
                ec2.BlockDevice(
                    device_name="/dev/xvda", volume=ec2.BlockDeviceVolume.ebs(8, encrypted=True)
                )
            ],
        )
        machine.role.add_managed_policy(
            iam.ManagedPolicy.from_aws_managed_policy_name("AmazonSSMManagedInstanceCore")
        )
        assert database.secret is not None
        database.secret.grant_read(machine)


def _installation(database: rds.DatabaseCluster) -> ec2.UserData:
    """Install psql, and the command `database`, which starts it with the current password."""
    assert database.secret is not None
    installation = ec2.UserData.for_linux()
    installation.add_commands(
        f"dnf install --assumeyes --quiet postgresql{MAJOR_VERSION} jq",
        "cat > /usr/local/bin/database <<'END'",
        "#!/bin/sh -e",
        "secret=$(aws secretsmanager get-secret-value --query SecretString --output text"
        f" --region {Aws.REGION} --secret-id {database.secret.secret_arn})",
        'export PGUSER=$(printf %s "$secret" | jq --raw-output .username)',
        'export PGPASSWORD=$(printf %s "$secret" | jq --raw-output .password)',
        f"export PGHOST={database.cluster_endpoint.hostname} PGDATABASE={DATABASE}",
        "export PGSSLMODE=require",
        'exec psql "$@"',
        "END",
        "chmod 755 /usr/local/bin/database",
    )
    return installation
