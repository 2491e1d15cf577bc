"""The settings that differ between environments, such as sizes, retention and off-hours."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from awscdk.constants import DEFAULT_BRANCH
from awscdk.engine_versions import check_engine_version
from awscdk.errors import CommandError
from config.topology import WORKER_FLEET, WorkerFleet


class Egress(Enum):
    """Route of tasks to the internet: registries, mail and AWS APIs."""

    PUBLIC_ADDRESSES = "each task has a public IP address; only the load balancer may connect"
    NAT = "tasks are in private subnets behind one NAT gateway"


@dataclass(frozen=True, kw_only=True)
class Database:
    """Aurora for Postgres, Serverless v2 by default. Capacities in ACU, about 2 GiB each."""

    engine_version: str
    instance_class: str | None = None
    """Provisioned instead, such as `t4g.medium`: a fixed size, without the capacities below."""
    minimum: float = 0
    maximum: float = 1
    pauses_after_minutes: int | None = None
    """Requires a minimum of 0. While paused, only its storage is billed, until a client
    connects."""
    backup_days: int
    standby: bool = False
    """A second instance for failover in the other zone."""


@dataclass(frozen=True, kw_only=True)
class Cache:
    node_type: str
    standby: bool = False


@dataclass(frozen=True, kw_only=True)
class Sleep:
    """The off-hours of an environment, as EventBridge cron expressions in `timezone`."""

    falls_asleep: str
    """Retried at each of these times until no worker runs."""
    wakes_up: str
    timezone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class SharedTask:
    """Fargate task that runs every process that is always on. Sizes in 1/1024 vCPU and MiB."""

    cpu: int
    memory: int


@dataclass(frozen=True, kw_only=True)
class Environment:
    name: str
    """At most ten lowercase letters and digits: its CDK bootstrap is named after it."""
    deployed_by: str = f"ref_type:branch:ref:{DEFAULT_BRANCH}"
    """Pattern of the GitLab references that may deploy it, in tokens' `sub` claim."""
    subdomain: str
    """Left of the domain; empty for the domain itself."""
    shared_task: SharedTask | None = None
    """None for one Fargate service per entry of the topology."""
    spot: bool
    """Less than half the price; a task may be stopped with two minutes' notice."""
    worker_fleet: WorkerFleet = WORKER_FLEET
    egress: Egress = Egress.PUBLIC_ADDRESSES
    private_balancer: bool
    """In isolated subnets behind a CloudFront VPC origin, without public IP addresses to pay
    for."""
    database: Database
    cache: Cache
    """The broker and live settings; also the cache if `own_cache` is None."""
    own_cache: Cache | None = None
    """A separate node for cache, rate limits and live pages, so that a full cache cannot stop
    tasks. A cache.t4g.micro costs 9.34 dollars a month, with which production would exceed its
    limit (awscdk/cost/estimate.py), so no environment sets it."""
    sleep: Sleep | None = None
    keeps_data: bool
    """Its database, files and logs outlive the stack, and the stack has deletion protection."""
    container_insights: bool
    log_days: int
    bastion: bool = False
    dashboard: bool
    """The first three of an account are free, others cost 3 dollars a month."""
    monthly_budget: int
    """Dollars after which an email is sent."""
    email_from: str = "no-reply"
    alarms_to: str = "operations"
    """Both are mailboxes of the application's domain."""
    native_origins: tuple[str, ...] = ()
    """Origins of desktop and mobile applications that may call the API:
    documentation/desktop-and-mobile.md."""
    social_clients: tuple[tuple[str, str], ...] = ()
    """Provider (GOOGLE, FACEBOOK, GITHUB) and its client id; the secret is a parameter."""


STAGING = Environment(
    name="staging",
    subdomain="staging",
    shared_task=SharedTask(cpu=512, memory=2048),
    spot=True,
    private_balancer=True,
    database=Database(
        engine_version="17.9", minimum=0, maximum=2, pauses_after_minutes=5, backup_days=1
    ),
    cache=Cache(node_type="cache.t4g.micro"),
    sleep=Sleep(falls_asleep="cron(0/15 20-23 ? * * *)", wakes_up="cron(0 7 ? * MON-FRI *)"),
    keeps_data=False,
    container_insights=False,
    log_days=14,
    dashboard=False,
    monthly_budget=60,
)
PRODUCTION = Environment(
    name="production",
    deployed_by="ref_type:tag:ref:v*",
    subdomain="",
    spot=False,
    private_balancer=True,
    database=Database(engine_version="17.9", minimum=0.5, maximum=8, backup_days=14),
    # The queues are stored only here.
    cache=Cache(node_type="cache.t4g.micro", standby=True),
    keeps_data=True,
    container_insights=False,
    log_days=90,
    dashboard=True,
    monthly_budget=250,
)
# All environments but previews; with the first, merge requests are compared. Another one is
# `replace(STAGING, name="qa", subdomain="qa")`, with the values that differ.
ENVIRONMENTS = (STAGING, PRODUCTION)
NAME = re.compile(r"[a-z][a-z0-9]{0,9}")
# Names of branch environments. They are like staging, with a budget of their own.
REVIEW = re.compile(r"review-[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?")


def environment(name: str) -> Environment:
    """Return the environment. Raise CommandError for an unknown name or invalid values."""
    if REVIEW.fullmatch(name):
        # Providers redirect to registered URLs only.
        chosen = replace(STAGING, name=name, subdomain=name, monthly_budget=45, social_clients=())
    else:
        known = {each.name: each for each in ENVIRONMENTS}
        for each in known:
            if not NAME.fullmatch(each):
                raise CommandError(
                    f"ENVIRONMENTS: {each!r} is not a name of up to ten lowercase letters and"
                    " digits, such as qa."
                )
        if name not in known:
            raise CommandError(
                f"ENVIRONMENT: {name!r} is unknown. Use {', '.join(known)},"
                " or review-<branch> with up to 20 lowercase letters, digits and dashes."
            )
        chosen = known[name]
    check_engine_version(chosen.database.engine_version)
    return chosen
