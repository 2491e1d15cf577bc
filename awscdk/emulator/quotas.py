"""Service Quotas, which ministack lacks. It begins with the values of a new account."""

import json
from collections.abc import Callable
from typing import Any

from ministack.app import SERVICE_HANDLERS
from ministack.core.router import SERVICE_PATTERNS

from awscdk.quotas import QUOTAS

NAME = "servicequotas"
Response = tuple[int, dict[str, str], bytes]
Body = dict[str, Any]


class ServiceQuotas:
    """Quotas by code. Every requested value is granted at once, a lower one as well."""

    def __init__(self) -> None:
        self.values = {quota.code: quota.default for quota in QUOTAS}
        self.operations: dict[str, Callable[[Body], Body]] = {
            "GetServiceQuota": self.get,
            "RequestServiceQuotaIncrease": self.request,
        }

    async def handle_request(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: object
    ) -> Response:
        operation = headers.get("x-amz-target", "").partition(".")[2]
        response = self.operations[operation](json.loads(body))
        return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(response).encode()

    def get(self, body: Body) -> Body:
        return {"Quota": {**body, "Value": self.values[body["QuotaCode"]]}}

    def request(self, body: Body) -> Body:
        self.values[body["QuotaCode"]] = body["DesiredValue"]
        return {"RequestedQuota": body}


def add_service() -> None:
    SERVICE_HANDLERS[NAME] = ServiceQuotas().handle_request
    SERVICE_PATTERNS[NAME] = {"target_prefixes": ["ServiceQuotasV20190624"]}
