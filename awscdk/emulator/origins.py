"""CloudFront's origins: load balancers with HTTPS, buckets and functions with their policies.

ministack requests buckets without HTTPS, which our policies deny, returns 403 for every missing
object, drops the query, calls functions without a signature, and load balancers without HTTPS.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qs, unquote

from botocore.exceptions import ClientError
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import alb, lambda_svc

from awscdk.emulator.http_messages import (
    Application,
    Message,
    Receive,
    Request,
    Response,
    Scope,
    Send,
    read_body,
    send_response,
)
from awscdk.emulator.own_client import own_client

# Of requests to an origin: ids of the distribution and of the origin.
HEADER = "x-emulated-origin"
# ministack checks only its presence, and the service.
SIGNATURE = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{}/aws4_request"


class Origins:
    """`port`: the emulator's own, on which ministack requests origins."""

    def __init__(self, ministack: Application, *, port: int) -> None:
        self._ministack = ministack
        self._own = f"127.0.0.1:{port}"

    async def respond(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        distribution, _, name = request.headers.pop(HEADER).partition(" ")
        arn, origin = await asyncio.to_thread(_origin, distribution, name)
        forwards_host = request.headers["host"] not in (self._own, "127.0.0.1")
        if "S3OriginConfig" in origin:
            await self._from_bucket(origin, arn, request, scope, receive, send)
        elif ".lambda-url." in origin["DomainName"]:
            if forwards_host:
                response: Response = (403, {}, b'{"Message":null}')
                await send_response(response, receive, send)
            else:
                await self._from_function(origin, arn, request, scope, receive, send)
        else:
            if not forwards_host:
                request.headers["host"] = origin["DomainName"]
            body = await read_body(receive)
            await send_response(await _from_balancer(origin, request, body), receive, send)

    async def _from_bucket(
        self, origin: Any, arn: str, request: Request, scope: Scope, receive: Receive, send: Send
    ) -> None:
        bucket = origin["DomainName"].partition(".s3.")[0]
        key = unquote(request.path.removeprefix("/"))
        policy = await asyncio.to_thread(_bucket_policy, bucket) if _is_signed(origin) else None
        resource = f"arn:aws:s3:::{bucket}"
        if not _allows(policy, "s3:GetObject", f"{resource}/{key}", arn):
            await send_response((403, {}, b"Access Denied"), receive, send)
            return
        may_list = _allows(policy, "s3:ListBucket", resource, arn)

        async def send_without_missing(message: Message) -> None:
            # Without list permission, missing objects are reported as forbidden.
            if message.get("status") == 404 and not may_list:
                message["status"] = 403
            await send(message)

        headers = {**request.headers, "host": self._own, "authorization": SIGNATURE.format("s3")}
        path = f"/{bucket}{request.path}"
        await self._ministack(_scope(scope, path, headers), receive, send_without_missing)

    async def _from_function(
        self, origin: Any, arn: str, request: Request, scope: Scope, receive: Receive, send: Send
    ) -> None:
        headers = {**request.headers, "host": origin["DomainName"]}
        if _is_signed(origin) and await asyncio.to_thread(_may_invoke, origin["DomainName"], arn):
            headers["authorization"] = SIGNATURE.format("lambda")
        await self._ministack(_scope(scope, request.path, headers), receive, send)


def _scope(scope: Scope, path: str, headers: dict[str, str]) -> Scope:
    return {
        **scope,
        "path": unquote(path),
        "raw_path": path.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }


def _origin(distribution: str, name: str) -> tuple[str, Any]:
    """Return the distribution's ARN and the origin."""
    found = own_client("cloudfront").get_distribution(Id=distribution)["Distribution"]
    origins = found["DistributionConfig"]["Origins"]["Items"]
    return found["ARN"], next(each for each in origins if each["Id"] == name)


def _is_signed(origin: Any) -> bool:
    return bool(origin.get("OriginAccessControlId"))


def _bucket_policy(bucket: str) -> str | None:
    try:
        policy: str = own_client("s3").get_bucket_policy(Bucket=bucket)["Policy"]
    except ClientError:
        return None
    return policy


def _may_invoke(domain: str, distribution: str) -> bool:
    """Return True if the policy grants both permissions that AWS requires for a function URL."""
    account, region, name, _, _ = lambda_svc.resolve_function_url(domain.partition(".")[0])
    policy = own_client("lambda").get_policy(FunctionName=name)["Policy"]
    function = f"arn:aws:lambda:{region}:{account}:function:{name}"
    return all(
        _allows(policy, action, function, distribution)
        for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
    )


def _allows(policy: str | None, action: str, resource: str, distribution: str) -> bool:
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region="us-east-1",
        secure_transport=True,
        service_context={"aws:sourcearn": distribution, "lambda:invokedviafunctionurl": "true"},
    )
    evaluated = evaluate_resource_policy(policy, context, service="cloudfront.amazonaws.com")
    return bool(evaluated.decision == "Allow")


async def _from_balancer(origin: Any, request: Request, body: bytes) -> Response:
    """Route through the listener's rules and targets."""
    host = request.headers["host"]
    if not await asyncio.to_thread(_accepts_https, origin["DomainName"], host):
        return 502, {}, f"no listener with HTTPS and a certificate of {host}".encode()
    response: Response = await alb.dispatch_request(
        alb.find_lb_for_host(origin["DomainName"]),
        request.method,
        request.path,
        request.headers,
        body,
        parse_qs(request.query, keep_blank_values=True),
        443,
        client_ip="127.0.0.1",
        raw_query_string=request.query,
    )
    return response


def _accepts_https(domain: str, host: str) -> bool:
    """Return True if a certificate matches the forwarded host or the origin, as in a handshake."""
    balancing = own_client("elbv2")
    (balancer,) = (
        each
        for each in balancing.describe_load_balancers()["LoadBalancers"]
        if each["DNSName"] == domain
    )
    listeners = balancing.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])
    certificates = [
        certificate["CertificateArn"]
        for listener in listeners["Listeners"]
        if (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
        for certificate in listener["Certificates"]
    ]
    names = {
        name
        for each in certificates
        for name in own_client("acm").describe_certificate(CertificateArn=each)["Certificate"][
            "SubjectAlternativeNames"
        ]
    }
    return bool(names & {host, domain})
