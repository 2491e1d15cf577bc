"""Read the scaling policy of a queue from the synthesized templates, to check it.

Standard library only.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from config.topology import Alarm, Autoscaling, Step

Resources = Mapping[str, Mapping[str, Any]]


class UnexpectedTemplateError(Exception):
    """The templates lack the queue's alarms, or contain unsupported ones."""


def deployed_autoscaling(*, templates: Path, queue: str) -> Autoscaling:
    """Return the policy in the folder of `cdk synth`. Raise UnexpectedTemplateError."""
    found = [
        _read(alarm["Properties"], resources)
        for resources in _templates(templates)
        for alarm in resources.values()
        if alarm["Type"] == "AWS::CloudWatch::Alarm"
        and alarm["Properties"].get("MetricName") == queue
    ]
    busy = [alarm for alarm in found if alarm.comparison.startswith("Greater")]
    idle = [alarm for alarm in found if alarm.comparison.startswith("Less")]
    if len(busy) != 1 or len(idle) != 1:
        raise UnexpectedTemplateError(
            f"{templates}: {queue} has {len(busy)} alarms upward and {len(idle)} downward;"
            " one of each is understood."
        )
    return Autoscaling(busy=busy[0], idle=idle[0])


def _templates(folder: Path) -> Iterator[Resources]:
    for path in sorted(folder.glob("*.template.json")):
        yield json.loads(path.read_text())["Resources"]


def _read(alarm: Mapping[str, Any], resources: Resources) -> Alarm:
    (action,) = alarm["AlarmActions"]
    policy = resources[action["Ref"]]["Properties"]["StepScalingPolicyConfiguration"]
    if policy["Cooldown"] != 0 or policy["MetricAggregationType"] != alarm["Statistic"]:
        raise UnexpectedTemplateError(f"{alarm['MetricName']}: {policy} is not understood.")
    return Alarm(
        comparison=alarm["ComparisonOperator"],
        threshold=alarm["Threshold"],
        datapoints=alarm["EvaluationPeriods"],
        period=alarm["Period"],
        statistic=alarm["Statistic"],
        missing_data=alarm["TreatMissingData"],
        adjustment=policy["AdjustmentType"],
        steps=tuple(
            Step(
                lower=step.get("MetricIntervalLowerBound"),
                upper=step.get("MetricIntervalUpperBound"),
                capacity=step["ScalingAdjustment"],
            )
            for step in policy["StepAdjustments"]
        ),
    )
