"""The original architecture of 2020 at today's prices.

Source: the README and the public code of that year.
"""

from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.estimate import Estimate
from awscdk.cost.prices import Price
from awscdk.cost.usage import AT_REST, HOURS, IDLE_IO_AN_HOUR, LIGHT, Usage
from config.topology import QUEUES

HEAVY = next(queue for queue in QUEUES if queue.name == "heavy")
# Once per five minutes.
SWEEPS = HOURS * 12
# For the same long tasks: "naive policy, as intended" in documentation/scaling.md.
WORKER_HOURS = 406
# The minimum ACU of Serverless v1 while awake.
CAPACITY = 2
SMALL = prices.TASKS["X86_64"].of(cpu=256, memory=512, spot=False)
LARGE = prices.TASKS["X86_64"].of(cpu=HEAVY.cpu, memory=HEAVY.memory, spot=False)


def baseline_2020() -> Estimate:
    """Return the bill at rest with a paused database, the best case."""
    return Estimate(
        name="the original",
        at_rest=list(_charges(AT_REST["production"], worker_hours=0)),
        light=list(_charges(LIGHT["production"], worker_hours=WORKER_HOURS)),
    )


def with_workers_of_our_size() -> float:
    """Return the additional dollars per month under light use."""
    return WORKER_HOURS * (LARGE.dollars - SMALL.dollars)


def _charges(usage: Usage, *, worker_hours: float) -> Iterator[Charge]:
    def charge(service: str, what: str, buys: str, price: Price, quantity: float) -> Charge:
        return Charge(service=service, what=what, buys=buys, price=price, quantity=quantity)

    size = "0.25 vCPU, 0.5 GB"
    yield charge("Fargate", f"gunicorn: {size}", "the API and the admin", SMALL, HOURS)
    yield charge("Fargate", f"daphne: {size}", "WebSockets", SMALL, HOURS)
    yield charge("Fargate", f"beat: {size}", "scheduled tasks", SMALL, HOURS)
    yield charge("Fargate", f"flower: {size}", "monitoring of the workers", SMALL, HOURS)
    yield charge("Fargate", f"workers, 0 to 2: {size}", "tasks", SMALL, worker_hours)
    yield charge(
        "Fargate",
        "a public IP address for each task",
        "outbound traffic",
        prices.ADDRESS,
        4 * HOURS + worker_hours,
    )
    passing = (usage.requests + SWEEPS) / (25 * 3600) + usage.gigabytes_out
    yield charge("Load balancer", "application load balancer", "", prices.LOAD_BALANCER, HOURS)
    yield charge("Load balancer", "traffic", "", prices.LOAD_BALANCER_CAPACITY, passing)
    yield charge("Load balancer", "public IP addresses in two zones", "", prices.ADDRESS, 2 * HOURS)
    bastion = "a shell in the VPC"
    yield charge("EC2", "t2.micro", bastion, prices.MACHINES["t2.micro"], HOURS)
    yield charge("EC2", "disk", bastion, prices.DISKS["gp2"], 30)
    yield charge("EC2", "public IP address", bastion, prices.ADDRESS, HOURS)
    awake = usage.database_hours
    yield charge(
        "Aurora", "capacity, Serverless v1", "Postgres", prices.AURORA_V1_CAPACITY, awake * CAPACITY
    )
    yield charge("Aurora", "storage", "the data", prices.AURORA_STORAGE, usage.database_gigabytes)
    yield charge(
        "Aurora",
        "disk reads and writes",
        "the same",
        prices.AURORA_IO,
        (awake * IDLE_IO_AN_HOUR + usage.database_io) / 1e6,
    )
    yield charge(
        "ElastiCache",
        "1 node, cache.t2.micro",
        "broker and cache",
        prices.CACHE_NODES["redis", "cache.t2.micro"],
        HOURS,
    )
    yield charge(
        "CloudFront",
        "requests",
        "pages, API and files",
        prices.CLOUDFRONT_REQUESTS,
        (usage.requests + SWEEPS) / 1e4,
    )
    yield charge(
        "CloudFront",
        "outbound traffic",
        "the same",
        prices.CLOUDFRONT_TRAFFIC,
        usage.gigabytes_out,
    )
    yield charge("Route 53", "hosted zone", "the domain", prices.HOSTED_ZONE, 1)
    yield charge("S3", "site files and uploads", "", prices.S3_STORAGE, usage.files_gigabytes)
    yield charge(
        "S3", "reads, without CloudFront's cache", "", prices.S3_READS, usage.requests / 1e6
    )
    yield charge("ECR", "backend images", "", prices.ECR_STORAGE, usage.image_gigabytes)
    sweep = "the check of the queue every five minutes"
    yield charge("Lambda", "invocations", sweep, prices.INVOCATIONS, SWEEPS / 1e6)
    yield charge(
        "Lambda",
        "computing, 1 s per invocation, 128 MB",
        sweep,
        prices.COMPUTING["x86_64"],
        SWEEPS * 128 / 1024 / 1e3,
    )
    yield charge("CloudWatch", "alarms", "scaling of workers", prices.ALARM, 2)
    yield charge("CloudWatch", "metric of the queue", "the same", prices.METRIC, 1)
    yield charge(
        "CloudWatch", "calls that publish metrics", "the same", prices.METRIC_CALLS, SWEEPS / 1e3
    )
    yield charge("CloudWatch", "log ingestion", "logs", prices.LOG_LINES, usage.log_gigabytes)
    yield charge("Secrets Manager", "secrets", "passwords", prices.SECRET, 3)
