"""AWS list prices in us-east-1, November 2026; those of tasks are in `config/prices.py`.

Nothing is looked up. Free tiers are not deducted, as an account has them once for several
environments: the first terabyte of CloudFront, ten alarms and ten metrics, three dashboards, five
gigabytes of logs, a million invocations, fourteen million schedules.
"""

from dataclasses import dataclass

from config.prices import DOLLARS_A_GB_HOUR, DOLLARS_A_VCPU_HOUR, DOLLARS_AN_ADDRESS_HOUR

DATED = "November 2026"
REGION = "us-east-1"


@dataclass(frozen=True, kw_only=True)
class Price:
    dollars: float
    unit: str
    """Unit of the quantity."""


@dataclass(frozen=True, kw_only=True)
class TaskPrice:
    """Prices of a Fargate task by architecture."""

    vcpu_hour: float
    gb_hour: float

    def of(self, *, cpu: int, memory: int, spot: bool) -> Price:
        """Return the hourly price. `cpu` in 1/1024 vCPU, `memory` in MiB."""
        full = cpu / 1024 * self.vcpu_hour + memory / 1024 * self.gb_hour
        return Price(dollars=full * (1 - SPOT_DISCOUNT) if spot else full, unit="hour")


TASKS = {
    "ARM64": TaskPrice(vcpu_hour=DOLLARS_A_VCPU_HOUR, gb_hour=DOLLARS_A_GB_HOUR),
    "X86_64": TaskPrice(vcpu_hour=0.04048, gb_hour=0.004445),
}
# The discount varies from 50 to 70 %; this is the minimum.
SPOT_DISCOUNT = 0.5
ADDRESS = Price(dollars=DOLLARS_AN_ADDRESS_HOUR, unit="hour")
NAT_GATEWAY = Price(dollars=0.045, unit="hour")
NAT_TRAFFIC = Price(dollars=0.045, unit="GB")
# In each zone.
INTERFACE_ENDPOINT = Price(dollars=0.01, unit="hour")

LOAD_BALANCER = Price(dollars=0.0225, unit="hour")
LOAD_BALANCER_CAPACITY = Price(dollars=0.008, unit="LCU-hour")
CLOUDFRONT_REQUESTS = Price(dollars=0.01, unit="10,000")
CLOUDFRONT_TRAFFIC = Price(dollars=0.085, unit="GB")
CLOUDFRONT_FUNCTION = Price(dollars=0.10, unit="million")
HOSTED_ZONE = Price(dollars=0.50, unit="month")
DNS_QUERIES = Price(dollars=0.40, unit="million")

AURORA_CAPACITY = Price(dollars=0.12, unit="ACU-hour")
AURORA_STORAGE = Price(dollars=0.10, unit="GB-month")
AURORA_IO = Price(dollars=0.20, unit="million")
AURORA_BACKUP = Price(dollars=0.021, unit="GB-month")
# Serverless v1, which the original used and AWS has ended.
AURORA_V1_CAPACITY = Price(dollars=0.06, unit="ACU-hour")
CACHE_NODES = {
    ("valkey", "cache.t4g.micro"): Price(dollars=0.0128, unit="hour"),
    ("valkey", "cache.t4g.small"): Price(dollars=0.0256, unit="hour"),
    ("valkey", "cache.t4g.medium"): Price(dollars=0.052, unit="hour"),
    ("redis", "cache.t4g.micro"): Price(dollars=0.016, unit="hour"),
    ("redis", "cache.t2.micro"): Price(dollars=0.017, unit="hour"),
}
CACHE_BACKUP = Price(dollars=0.085, unit="GB-month")
S3_STORAGE = Price(dollars=0.023, unit="GB-month")
S3_READS = Price(dollars=0.40, unit="million")
ECR_STORAGE = Price(dollars=0.10, unit="GB-month")

MACHINES = {
    "t4g.nano": Price(dollars=0.0042, unit="hour"),
    "t4g.micro": Price(dollars=0.0084, unit="hour"),
    "t2.micro": Price(dollars=0.0116, unit="hour"),
}
DISKS = {
    "gp3": Price(dollars=0.08, unit="GB-month"),
    "gp2": Price(dollars=0.10, unit="GB-month"),
}

INVOCATIONS = Price(dollars=0.20, unit="million")
COMPUTING = {
    "arm64": Price(dollars=0.0133334, unit="1,000 GB-s"),
    "x86_64": Price(dollars=0.0166667, unit="1,000 GB-s"),
}
SCHEDULES = Price(dollars=1.00, unit="million")

SECRET = Price(dollars=0.40, unit="month")
ALARM = Price(dollars=0.10, unit="month")
# An alarm with a period below one minute.
FAST_ALARM = Price(dollars=0.30, unit="month")
# Billed for each hour in which it is published.
METRIC = Price(dollars=0.30, unit="month")
METRIC_CALLS = Price(dollars=0.01, unit="1,000")
DASHBOARD = Price(dollars=3.00, unit="month")
LOG_LINES = Price(dollars=0.50, unit="GB")
LOG_STORAGE = Price(dollars=0.03, unit="GB-month")
MAILS = Price(dollars=2.00, unit="100,000")
