"""`python -m awscdk.reference`: write the documentation's pages of stacks and alarms."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import Stack

from awscdk.application_stack import ApplicationStack
from awscdk.assembly import ROOT
from awscdk.cost.__main__ import synthesized
from awscdk.cost.report import markdown_table
from awscdk.stacks.backend import Backend
from awscdk.stacks.cache import Cache
from awscdk.stacks.cdn import Cdn
from awscdk.stacks.cluster import Cluster
from awscdk.stacks.database import Database
from awscdk.stacks.load_balancer import LoadBalancer
from awscdk.stacks.monitoring import Monitoring
from awscdk.stacks.network import Network
from awscdk.stacks.off_hours_schedule import OffHoursSchedule
from awscdk.stacks.release import SmokeTest
from awscdk.stacks.secrets import Secrets
from awscdk.stacks.site_upload import SiteUpload
from awscdk.stacks.sweep import Sweep
from awscdk.templates import Resource, Templates

FOLDER = ROOT / "documentation" / "reference"
ENVIRONMENTS = ("staging", "production")
NOTE = "<!-- Written by `make reference`. -->"
# By the ids of the nested stacks, in the order in which a first deployment creates them.
STACKS: Mapping[str, type[Stack]] = {
    "Network": Network,
    "Secrets": Secrets,
    "Database": Database,
    "Cache": Cache,
    "Balancer": LoadBalancer,
    "Watch": Monitoring,
    "Rest": OffHoursSchedule,
    "Cluster": Cluster,
    "FrontDesk": Cdn,
    "Backend": Backend,
    "Sweep": Sweep,
    "Site": SiteUpload,
    "Smoke": SmokeTest,
}
IGNORED = {"AWS::CDK::Metadata"}
COMPARISONS = {
    "GreaterThanOrEqualToThreshold": "≥",
    "LessThanThreshold": "<",
}


def stacks_page(templates: Mapping[str, Templates]) -> str:
    """`templates`: of each environment, by its name."""
    introduction = (
        "The nested stacks of an environment, with the docstrings of their modules and what their"
        " templates contain.\n[AWS](../aws.md) explains how they work together, [cost](../cost.md)"
        " what they cost."
    )
    parts = [
        "# Stacks",
        NOTE,
        introduction,
        *_stack(ApplicationStack, None, templates),
    ]
    for name, construct in STACKS.items():
        parts += _stack(construct, name, templates)
    return "\n\n".join(parts) + "\n"


def _stack(
    construct: type[Stack], stack: str | None, templates: Mapping[str, Templates]
) -> Iterator[str]:
    module = sys.modules[construct.__module__]
    assert module.__doc__ is not None
    assert module.__file__ is not None
    counts = {
        name: Counter(
            each.type.removeprefix("AWS::")
            for each in found.resources
            if stack_of(each) == stack and each.type not in IGNORED
        )
        for name, found in templates.items()
    }
    file = Path(module.__file__).relative_to(ROOT)
    named = f"nested stack `{stack}`" if stack else "the stack that contains the others"
    yield f"## {construct.__name__}\n\n[`{file}`](../../{file}), {named}."
    for text in (module.__doc__, construct.__doc__ or ""):
        # Paragraphs that begin with code are about arguments.
        yield from (each for each in cleandoc(text).split("\n\n") if each and each[0] != "`")
    types = sorted({kind for each in counts.values() for kind in each})
    if types:
        head = ("resource", *counts)
        rows = [(kind, *(str(each[kind] or "") for each in counts.values())) for kind in types]
        yield markdown_table([head, *rows])
    else:
        yield "Neither environment has it."


def stack_of(resource: Resource) -> str | None:
    """Return the id of its nested stack; None for the stack that contains them."""
    return None if resource.stack.endswith(".json") else resource.stack


def alarms_page(templates: Mapping[str, Templates]) -> str:
    """`templates`: of each environment, by its name."""
    found = {
        name: {alarm_name(each): each.properties for each in alarms(of)}
        for name, of in templates.items()
    }
    rows = [("alarm", "metric", *(f"{name}, when" for name in found), "without data")]
    for name in {alarm: None for each in found.values() for alarm in each}:
        one = next(each[name] for each in found.values() if name in each)
        anchor = one["AlarmDescription"].rpartition("#")[2]
        rows.append(
            (
                f"[`{name}`](../runbooks.md#{anchor})",
                f"{one['MetricName']}, {one.get('Statistic') or one['ExtendedStatistic']}",
                *(_condition(each[name]) if name in each else "" for each in found.values()),
                "raised" if one["TreatMissingData"] == "breaching" else "not raised",
            )
        )
    introduction = (
        "All alarms that send an email, from `awscdk/stacks/monitoring.py`. Each links to its"
        " runbook. Names begin with\nthat of the environment, such as `staging-mysite-com-`."
    )
    return "\n\n".join(["# Alarms", NOTE, introduction, markdown_table(rows)]) + "\n"


def alarms(templates: Templates) -> list[Resource]:
    """Return the alarms that send an email; others scale workers."""
    return [each for each in templates.of("AWS::CloudWatch::Alarm") if stack_of(each) == "Watch"]


def alarm_name(alarm: Resource) -> str:
    """Return its name without that of the environment."""
    name: str = alarm.properties["AlarmName"].partition("-example-com-")[2]
    return name


def _condition(alarm: Mapping[str, str | int | float]) -> str:
    minutes = int(alarm["Period"]) * int(alarm["EvaluationPeriods"]) // 60
    return (
        f"{COMPARISONS[str(alarm['ComparisonOperator'])]} {alarm['Threshold']:,} for {minutes} min"
    )


def main() -> None:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "assets").mkdir()
        (site / "index.html").touch()
        templates = {name: synthesized(name, site=site) for name in ENVIRONMENTS}
    for name, generate in (("stacks.md", stacks_page), ("alarms.md", alarms_page)):
        (FOLDER / name).write_text(generate(templates))


if __name__ == "__main__":
    main()
