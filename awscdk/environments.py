"""What differs between the environments: sizes, what is kept, who sleeps when."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from awscdk.engine_versions import check_engine_version
from awscdk.refusal import Refusal


class Egress(Enum):
    """How tasks reach what lies outside the VPC: registries, mail, AWS's own services."""

    PUBLIC_ADDRESSES = "each task has a public address, and lets nobody in but the load balancer"
    NAT = "tasks are in private subnets behind one NAT gateway"


@dataclass(frozen=True, kw_only=True)
class Database:
    """Aurora Serverless v2 for Postgres. Capacities in ACU, about 2 GiB each."""

    engine_version: str
    minimum: float
    maximum: float
    pauses_after_minutes: int | None = None
    """Only with a minimum of 0: it then costs its storage alone until somebody connects."""
    backup_days: int
    standby: bool = False
    """A second instance in the other zone that takes over."""


@dataclass(frozen=True, kw_only=True)
class Cache:
    node_type: str
    standby: bool = False


@dataclass(frozen=True, kw_only=True)
class Sleep:
    """When an environment goes to rest and gets up, as EventBridge's cron, in `timezone`."""

    falls_asleep: str
    """Tried at each of these moments until no worker runs."""
    wakes_up: str
    timezone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class SharedTask:
    """One Fargate task for every process that is always on. Sizes in 1/1024 vCPU and MiB."""

    cpu: int
    memory: int


@dataclass(frozen=True, kw_only=True)
class Environment:
    name: str
    subdomain: str
    """Left of the domain; empty: the domain itself."""
    shared_task: SharedTask | None = None
    """None: a Fargate service for each entry of the topology."""
    spot: bool
    """Cheaper by half or more; a task may be stopped, with two minutes' notice."""
    egress: Egress = Egress.PUBLIC_ADDRESSES
    private_balancer: bool
    """In isolated subnets behind a CloudFront VPC origin: it then has no address to pay for."""
    database: Database
    cache: Cache
    sleep: Sleep | None = None
    keeps_data: bool
    """Its database, files and logs outlive the stack, and the stack refuses to be deleted."""
    container_insights: bool
    log_days: int
    bastion: bool = False
    dashboard: bool
    """Beyond the account's third it costs 3 dollars a month."""
    monthly_budget: int
    """Dollars after which somebody gets a mail."""
    email_from: str = "no-reply"
    alarms_to: str = "operations"
    """Both are mailboxes of the application's domain."""
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
    sleep=Sleep(
        falls_asleep="cron(0/15 20-23 ? * * *)",
        wakes_up="cron(0 7 ? * MON-FRI *)",
    ),
    keeps_data=False,
    container_insights=False,
    log_days=14,
    dashboard=False,
    monthly_budget=60,
)
PRODUCTION = Environment(
    name="production",
    subdomain="",
    spot=False,
    private_balancer=True,
    database=Database(engine_version="17.9", minimum=0.5, maximum=8, backup_days=14),
    # What is queued lies there and nowhere else.
    cache=Cache(node_type="cache.t4g.micro", standby=True),
    keeps_data=True,
    container_insights=False,
    log_days=90,
    dashboard=True,
    monthly_budget=250,
)
REVIEW = re.compile(r"review-[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?")
"""Names of the environments of branches. They are what staging is, without its alarms' mails."""


def environment(name: str) -> Environment:
    """Raises Refusal for a name that stands for no environment, or for values that cannot be."""
    if REVIEW.fullmatch(name):
        chosen = replace(STAGING, name=name, subdomain=name, monthly_budget=45)
    else:
        known = {each.name: each for each in (STAGING, PRODUCTION)}
        if name not in known:
            raise Refusal(
                f"ENVIRONMENT: {name!r} is unknown. There are {', '.join(known)},"
                " and review-<branch> with up to 20 small letters, digits and dashes."
            )
        chosen = known[name]
    check_engine_version(chosen.database.engine_version)
    return chosen
