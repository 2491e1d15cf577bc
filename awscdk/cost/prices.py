"""AWS list prices by region, and the lines of a bill.

Those of tasks in us-east-1 are in `config/prices.py`. Prices are entered by hand; nothing is looked
up. Each table says what its prices were compared with, and which could not be. Free tiers are not
deducted, as an account has them once for several environments: the first terabyte of CloudFront,
ten alarms and ten metrics, three dashboards, five gigabytes of logs, a million invocations,
fourteen million schedules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from config.prices import DOLLARS_A_GB_HOUR, DOLLARS_A_VCPU_HOUR, DOLLARS_AN_ADDRESS_HOUR

# When the table of us-east-1 was compared with AWS's pages. A test fails when they are a year old.
COMPARED = date(2026, 11, 1)
MAX_AGE_DAYS = 365
DATED = f"{COMPARED:%B %Y}"


@dataclass(frozen=True, kw_only=True)
class Price:
    dollars: float
    unit: str
    """Unit of the quantity."""


@dataclass(frozen=True)
class LineItem:
    """A line of a month's bill."""

    service: str
    what: str
    price: Price
    quantity: float
    buys: str = ""

    @property
    def dollars(self) -> float:
        return self.quantity * self.price.dollars


class UnsupportedError(Exception):
    """A price is missing, so the bill would be too low."""


def total(items: Iterable[LineItem]) -> float:
    return sum(item.dollars for item in items)


@dataclass(frozen=True, kw_only=True)
class TaskPrice:
    """Prices of a Fargate task by architecture."""

    vcpu_hour: float
    gb_hour: float

    def of(self, *, cpu: int, memory: int, spot: bool) -> Price:
        """Return the hourly price. `cpu` in 1/1024 vCPU, `memory` in MiB."""
        full = cpu / 1024 * self.vcpu_hour + memory / 1024 * self.gb_hour
        return Price(dollars=full * (1 - SPOT_DISCOUNT) if spot else full, unit="hour")


# The discount varies from 50 to 70 %; this is the minimum.
SPOT_DISCOUNT = 0.5


@dataclass(frozen=True, kw_only=True)
class Prices:
    """The prices of a region. Those with a default are the same in all regions."""

    region: str
    tasks: Mapping[str, TaskPrice]
    address: Price = Price(dollars=DOLLARS_AN_ADDRESS_HOUR, unit="hour")
    nat_gateway: Price
    nat_traffic: Price
    interface_endpoint: Price
    """In each zone."""

    load_balancer: Price
    load_balancer_capacity: Price = Price(dollars=0.008, unit="LCU-hour")
    cloudfront_requests: Price
    """Price where users are near the region."""
    cloudfront_traffic: Price = Price(dollars=0.085, unit="GB")
    cloudfront_function: Price = Price(dollars=0.10, unit="million")
    hosted_zone: Price = Price(dollars=0.50, unit="month")
    dns_queries: Price = Price(dollars=0.40, unit="million")

    aurora_capacity: Price
    aurora_instances: Mapping[str, Price]
    aurora_storage: Price
    aurora_io: Price
    aurora_backup: Price
    cache_nodes: Mapping[tuple[str, str], Price]
    cache_backup: Price = Price(dollars=0.085, unit="GB-month")
    s3_storage: Price
    s3_reads: Price
    ecr_storage: Price = Price(dollars=0.10, unit="GB-month")

    machines: Mapping[str, Price]
    disks: Mapping[str, Price]

    invocations: Price = Price(dollars=0.20, unit="million")
    computing: Mapping[str, Price]
    schedules: Price = Price(dollars=1.00, unit="million")

    secret: Price = Price(dollars=0.40, unit="month")
    alarm: Price = Price(dollars=0.10, unit="month")
    fast_alarm: Price = Price(dollars=0.30, unit="month")
    """An alarm with a period below one minute."""
    metric: Price = Price(dollars=0.30, unit="month")
    """Billed for each hour in which it is published."""
    metric_calls: Price = Price(dollars=0.01, unit="1,000")
    dashboard: Price = Price(dollars=3.00, unit="month")
    log_lines: Price
    log_storage: Price
    mails: Price = Price(dollars=2.00, unit="100,000")


def _hour(dollars: float) -> Price:
    return Price(dollars=dollars, unit="hour")


def _gb(dollars: float) -> Price:
    return Price(dollars=dollars, unit="GB")


def _gb_month(dollars: float) -> Price:
    return Price(dollars=dollars, unit="GB-month")


COMPUTING = {
    "arm64": Price(dollars=0.0133334, unit="1,000 GB-s"),
    "x86_64": Price(dollars=0.0166667, unit="1,000 GB-s"),
}
# Compared in November 2026 with AWS's price pages, except three groups, for which tables of others
# were read in December 2026: `cache_nodes` from a copy of AWS's Price List API of October 2026;
# `aurora_instances` and `machines` from several tables of 2025 and 2026 that agree.
US_EAST_1 = Prices(
    region="us-east-1",
    tasks={
        "ARM64": TaskPrice(vcpu_hour=DOLLARS_A_VCPU_HOUR, gb_hour=DOLLARS_A_GB_HOUR),
        "X86_64": TaskPrice(vcpu_hour=0.04048, gb_hour=0.004445),
    },
    nat_gateway=_hour(0.045),
    nat_traffic=_gb(0.045),
    interface_endpoint=_hour(0.01),
    load_balancer=_hour(0.0225),
    cloudfront_requests=Price(dollars=0.01, unit="10,000"),
    aurora_capacity=Price(dollars=0.12, unit="ACU-hour"),
    aurora_instances={
        "db.t4g.medium": _hour(0.073),
        "db.t4g.large": _hour(0.146),
        "db.r6g.large": _hour(0.26),
    },
    aurora_storage=_gb_month(0.10),
    aurora_io=Price(dollars=0.20, unit="million"),
    aurora_backup=_gb_month(0.021),
    cache_nodes={
        ("valkey", "cache.t4g.micro"): _hour(0.0128),
        ("valkey", "cache.t4g.small"): _hour(0.0256),
        ("valkey", "cache.t4g.medium"): _hour(0.052),
        ("redis", "cache.t4g.micro"): _hour(0.016),
        ("redis", "cache.t2.micro"): _hour(0.017),
    },
    s3_storage=_gb_month(0.023),
    s3_reads=Price(dollars=0.40, unit="million"),
    machines={"t4g.nano": _hour(0.0042), "t4g.micro": _hour(0.0084), "t2.micro": _hour(0.0116)},
    disks={"gp3": _gb_month(0.08), "gp2": _gb_month(0.10)},
    computing=COMPUTING,
    log_lines=_gb(0.50),
    log_storage=_gb_month(0.03),
)
# Compared in December 2026 with tables and bills that others publish, of 2025 and 2026: x86 tasks
# (a copy of the Price List API of July 2026), NAT gateways, interface endpoints, load balancers,
# gp3, storage of S3, log lines. A price marked with `?` is not compared, as no source was found.
# ARM tasks cost 80 % of x86, as in us-east-1. `test_limits.py` compares the total with us-east-1.
EU_CENTRAL_1 = Prices(
    region="eu-central-1",
    tasks={
        "ARM64": TaskPrice(vcpu_hour=0.03725, gb_hour=0.00409),
        "X86_64": TaskPrice(vcpu_hour=0.04656, gb_hour=0.00511),
    },
    nat_gateway=_hour(0.052),
    nat_traffic=_gb(0.052),  # ?
    interface_endpoint=_hour(0.012),
    load_balancer=_hour(0.027),
    cloudfront_requests=Price(dollars=0.012, unit="10,000"),  # ?
    aurora_capacity=Price(dollars=0.14, unit="ACU-hour"),  # ?
    aurora_instances={  # ?
        "db.t4g.medium": _hour(0.088),
        "db.t4g.large": _hour(0.176),
        "db.r6g.large": _hour(0.313),
    },
    aurora_storage=_gb_month(0.119),  # ?
    aurora_io=Price(dollars=0.22, unit="million"),  # ?
    aurora_backup=_gb_month(0.023),  # ?
    cache_nodes={  # ?
        ("valkey", "cache.t4g.micro"): _hour(0.0152),
        ("valkey", "cache.t4g.small"): _hour(0.0304),
        ("valkey", "cache.t4g.medium"): _hour(0.0608),
    },
    s3_storage=_gb_month(0.0245),
    s3_reads=Price(dollars=0.43, unit="million"),  # ?
    machines={"t4g.nano": _hour(0.0048), "t4g.micro": _hour(0.0096)},  # ?
    disks={"gp3": _gb_month(0.0952), "gp2": _gb_month(0.119)},
    computing=COMPUTING,
    log_lines=_gb(0.63),
    log_storage=_gb_month(0.0324),  # ?
)
PRICES = {prices.region: prices for prices in (US_EAST_1, EU_CENTRAL_1)}
# Serverless v1, which the original used and AWS has ended.
AURORA_V1_CAPACITY = Price(dollars=0.06, unit="ACU-hour")
