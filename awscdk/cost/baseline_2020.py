"""The original architecture of 2020 at today's US_EAST_1.

Source: the README and the public code of that year.
"""

from collections.abc import Iterator

from awscdk.cost.estimate import Estimate
from awscdk.cost.prices import AURORA_V1_CAPACITY, US_EAST_1, LineItem
from awscdk.cost.usage import AT_REST, HOURS, IDLE_IO_AN_HOUR, LIGHT, Usage
from config.topology import QUEUES

HEAVY = next(queue for queue in QUEUES if queue.name == "heavy")
# Once per five minutes.
SWEEPS = HOURS * 12
# For the same long tasks: "naive policy, as intended" in documentation/scaling.md.
WORKER_HOURS = 406
# The minimum ACU of Serverless v1 while awake.
CAPACITY = 2
SMALL = US_EAST_1.tasks["X86_64"].of(cpu=256, memory=512, spot=False)
LARGE = US_EAST_1.tasks["X86_64"].of(cpu=HEAVY.cpu, memory=HEAVY.memory, spot=False)


def baseline_2020() -> Estimate:
    """Return the bill at rest with a paused database, the best case."""
    return Estimate(
        name="the original",
        at_rest=list(_line_items(AT_REST["production"], worker_hours=0)),
        light=list(_line_items(LIGHT["production"], worker_hours=WORKER_HOURS)),
    )


def with_workers_of_our_size() -> float:
    """Return the additional dollars per month under light use."""
    return WORKER_HOURS * (LARGE.dollars - SMALL.dollars)


def _line_items(usage: Usage, *, worker_hours: float) -> Iterator[LineItem]:
    size = "0.25 vCPU, 0.5 GB"
    yield LineItem("Fargate", f"gunicorn: {size}", SMALL, HOURS, buys="the API and the admin")
    yield LineItem("Fargate", f"daphne: {size}", SMALL, HOURS, buys="WebSockets")
    yield LineItem("Fargate", f"beat: {size}", SMALL, HOURS, buys="scheduled tasks")
    yield LineItem("Fargate", f"flower: {size}", SMALL, HOURS, buys="monitoring of the workers")
    yield LineItem("Fargate", f"workers, 0 to 2: {size}", SMALL, worker_hours, buys="tasks")
    yield LineItem(
        "Fargate",
        "a public IP address for each task",
        US_EAST_1.address,
        4 * HOURS + worker_hours,
        buys="outbound traffic",
    )
    passing = (usage.requests + SWEEPS) / (25 * 3600) + usage.gigabytes_out
    yield LineItem("Load balancer", "application load balancer", US_EAST_1.load_balancer, HOURS)
    yield LineItem("Load balancer", "traffic", US_EAST_1.load_balancer_capacity, passing)
    yield LineItem(
        "Load balancer", "public IP addresses in two zones", US_EAST_1.address, 2 * HOURS
    )
    bastion = "a shell in the VPC"
    yield LineItem("EC2", "t2.micro", US_EAST_1.machines["t2.micro"], HOURS, buys=bastion)
    yield LineItem("EC2", "disk", US_EAST_1.disks["gp2"], 30, buys=bastion)
    yield LineItem("EC2", "public IP address", US_EAST_1.address, HOURS, buys=bastion)
    awake = usage.database_hours
    yield LineItem(
        "Aurora",
        "capacity, Serverless v1",
        AURORA_V1_CAPACITY,
        awake * CAPACITY,
        buys="Postgres",
    )
    yield LineItem(
        "Aurora", "storage", US_EAST_1.aurora_storage, usage.database_gigabytes, buys="the data"
    )
    yield LineItem(
        "Aurora",
        "disk reads and writes",
        US_EAST_1.aurora_io,
        (awake * IDLE_IO_AN_HOUR + usage.database_io) / 1e6,
        buys="the same",
    )
    yield LineItem(
        "ElastiCache",
        "1 node, cache.t2.micro",
        US_EAST_1.cache_nodes["redis", "cache.t2.micro"],
        HOURS,
        buys="broker and cache",
    )
    yield LineItem(
        "CloudFront",
        "requests",
        US_EAST_1.cloudfront_requests,
        (usage.requests + SWEEPS) / 1e4,
        buys="pages, API and files",
    )
    yield LineItem(
        "CloudFront",
        "outbound traffic",
        US_EAST_1.cloudfront_traffic,
        usage.gigabytes_out,
        buys="the same",
    )
    yield LineItem("Route 53", "hosted zone", US_EAST_1.hosted_zone, 1, buys="the domain")
    yield LineItem("S3", "site files and uploads", US_EAST_1.s3_storage, usage.files_gigabytes)
    yield LineItem(
        "S3", "reads, without CloudFront's cache", US_EAST_1.s3_reads, usage.requests / 1e6
    )
    yield LineItem("ECR", "backend images", US_EAST_1.ecr_storage, usage.image_gigabytes)
    sweep = "the check of the queue every five minutes"
    yield LineItem("Lambda", "invocations", US_EAST_1.invocations, SWEEPS / 1e6, buys=sweep)
    yield LineItem(
        "Lambda",
        "computing, 1 s per invocation, 128 MB",
        US_EAST_1.computing["x86_64"],
        SWEEPS * 128 / 1024 / 1e3,
        buys=sweep,
    )
    yield LineItem("CloudWatch", "alarms", US_EAST_1.alarm, 2, buys="scaling of workers")
    yield LineItem("CloudWatch", "metric of the queue", US_EAST_1.metric, 1, buys="the same")
    yield LineItem(
        "CloudWatch",
        "calls that publish metrics",
        US_EAST_1.metric_calls,
        SWEEPS / 1e3,
        buys="the same",
    )
    yield LineItem(
        "CloudWatch", "log ingestion", US_EAST_1.log_lines, usage.log_gigabytes, buys="logs"
    )
    yield LineItem("Secrets Manager", "secrets", US_EAST_1.secret, 3, buys="passwords")
