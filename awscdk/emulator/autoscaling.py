"""Application Auto Scaling, which ministack lacks: stores and returns definitions only.

Implements the six operations that deploy and show scalable targets and their policies.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from ministack.app import SERVICE_HANDLERS
from ministack.core.responses import get_account_id, get_region
from ministack.core.router import SERVICE_PATTERNS

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource

NAME = "application-autoscaling"
KEYS = ("ServiceNamespace", "ResourceId", "ScalableDimension")
Response = tuple[int, dict[str, str], bytes]
Body = dict[str, Any]


class ScalableTargets:
    """Targets and policies of the account, in one region."""

    def __init__(self) -> None:
        self.targets: dict[str, Body] = {}
        self.policies: dict[str, Body] = {}
        self.operations: dict[str, Callable[[Body], Body]] = {
            "RegisterScalableTarget": self.register,
            "DescribeScalableTargets": lambda body: {
                "ScalableTargets": self.find(self.targets, body)
            },
            "DeregisterScalableTarget": self.deregister,
            "PutScalingPolicy": self.put_policy,
            "DescribeScalingPolicies": lambda body: {
                "ScalingPolicies": self.find(self.policies, body)
            },
            "DeleteScalingPolicy": self.delete_policy,
        }

    async def handle_request(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: object
    ) -> Response:
        operation = headers.get("x-amz-target", "").partition(".")[2]
        response = self.operations[operation](json.loads(body))
        return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(response).encode()

    def register(self, body: Body) -> Body:
        self.targets[_key(body)] = {**body, "CreationTime": time.time()}
        return {"ScalableTargetARN": _arn(f"scalable-target/{_key(body)}")}

    def deregister(self, body: Body) -> Body:
        # Its policies are deleted with it.
        del self.targets[_key(body)]
        for name in [name for name, each in self.policies.items() if _key(each) == _key(body)]:
            del self.policies[name]
        return {}

    def put_policy(self, body: Body) -> Body:
        arn = _arn(f"scalingPolicy:{_key(body)}:policyName/{body['PolicyName']}")
        self.policies[arn] = {**body, "PolicyARN": arn, "CreationTime": time.time()}
        return {"PolicyARN": arn}

    def delete_policy(self, body: Body) -> Body:
        for arn in [arn for arn, each in self.policies.items() if body.items() <= each.items()]:
            del self.policies[arn]
        return {}

    def find(self, known: dict[str, Body], body: Body) -> list[Body]:
        return [
            each for each in known.values() if each["ServiceNamespace"] == body["ServiceNamespace"]
        ]


class ScalableTarget(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        own_client(NAME).register_scalable_target(
            **{each: properties[each] for each in (*KEYS, "MinCapacity", "MaxCapacity", "RoleARN")}
        )
        reference = _key(properties)
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client(NAME).deregister_scalable_target(**{each: properties[each] for each in KEYS})


class ScalingPolicy(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        given = {**properties}
        target = _target(given.pop("ScalingTargetId"))
        arn: str = own_client(NAME).put_scaling_policy(**given, **target)["PolicyARN"]
        return arn, {"Arn": arn}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client(NAME).delete_scaling_policy(
            PolicyName=properties["PolicyName"], **_target(properties["ScalingTargetId"])
        )


def add_service() -> None:
    SERVICE_HANDLERS[NAME] = ScalableTargets().handle_request
    SERVICE_PATTERNS[NAME] = {"target_prefixes": ["AnyScaleFrontendService"]}


def _key(given: Properties) -> str:
    return "|".join(given[each] for each in ("ResourceId", "ScalableDimension", "ServiceNamespace"))


def _target(reference: str) -> dict[str, str]:
    resource, dimension, namespace = reference.split("|")
    return {"ServiceNamespace": namespace, "ResourceId": resource, "ScalableDimension": dimension}


def _arn(resource: str) -> str:
    return f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:{resource}"


RESOURCES: dict[str, Resource] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": ScalableTarget(),
    "AWS::ApplicationAutoScaling::ScalingPolicy": ScalingPolicy(),
}
