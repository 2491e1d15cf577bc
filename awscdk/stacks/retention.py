"""Protection of kept data that does not block the rollback of a first deployment."""

from typing import Any

from aws_cdk import CfnCondition, Fn, RemovalPolicy
from constructs import Construct

from awscdk.ssm_parameters import PROTECTED


def kept_logs(*, keeps_data: bool) -> RemovalPolicy:
    """Return the policy of a log group: a failed first deployment deletes it in any case.

    Otherwise its name would be taken at the next attempt.
    """
    return RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if keeps_data else RemovalPolicy.DESTROY


def if_protected(stack: Construct, protection: str, *, then: Any, other: Any) -> Any:
    """Return `then` or `other` by the value that `protection` has at deployment."""
    condition = CfnCondition(
        stack, "IsProtected", expression=Fn.condition_equals(protection, PROTECTED)
    )
    return Fn.condition_if(condition.logical_id, then, other)
