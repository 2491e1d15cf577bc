"""Sign requests to origins, send them over HTTPS and apply the policies of buckets and functions.

ministack requests buckets without HTTPS, which our policies deny, returns 403 for every missing
object, drops the query, and calls functions without a signature.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qs

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_region
from ministack.services import cloudfront, lambda_svc, s3

# ministack checks only its presence.
SIGNATURE = {"authorization": "AWS4-HMAC-SHA256 of CloudFront"}
Fetched = tuple[int, str, dict[str, Any], bytes]


def sign_origin_requests() -> None:
    fetch = cloudfront._fetch_from_origin

    async def fetch_signed(
        origin: dict[str, Any],
        method: str,
        uri: str,
        query: str,
        headers: dict[str, str],
        *rest: Any,
    ) -> Fetched:
        distribution = rest[-1]
        signed = SIGNATURE if origin["oac_id"] else {}
        if origin["s3_bucket"]:
            status, response_headers, body = await asyncio.to_thread(
                _from_bucket,
                origin["s3_bucket"],
                cloudfront._s3_object_key(origin, uri),
                query=query,
                headers={**headers, **signed},
                distribution=distribution if signed else "",
            )
            return status, "", cloudfront._multidict_from_pairs(response_headers.items()), body
        if cloudfront._registered_function_url(origin) and _may_invoke(origin, distribution):
            headers = {**headers, **signed}
        fetched: Fetched = await fetch(origin, method, uri, query, headers, *rest)
        return fetched

    cloudfront._fetch_from_origin = fetch_signed


def _from_bucket(
    bucket: str, key: str, *, query: str, headers: dict[str, str], distribution: str
) -> tuple[int, dict[str, Any], bytes]:
    arn = f"arn:aws:s3:::{bucket}"
    policy = s3._bucket_policies.get(bucket)
    if not _allows(policy, "s3:GetObject", f"{arn}/{key}", distribution):
        return _error("AccessDenied", "Access Denied", 403, key)
    if key not in s3._ensure_bucket(bucket)["objects"]:
        # Without list permission, missing objects are reported as forbidden.
        if not _allows(policy, "s3:ListBucket", arn, distribution):
            return _error("AccessDenied", "Access Denied", 403, key)
        return _error("NoSuchKey", "The specified key does not exist.", 404, key)
    response: tuple[int, dict[str, Any], bytes] = s3._get_object(
        bucket, key, headers, parse_qs(query)
    )
    return response


def _may_invoke(origin: dict[str, Any], distribution: str) -> bool:
    """Return True if the policy grants both permissions that AWS requires for a function URL."""
    label = origin["domain_name"].partition(".")[0]
    account, region, name, _, _ = lambda_svc.resolve_function_url(label)
    policy = lambda_svc._functions[name]["policy"]
    function = f"arn:aws:lambda:{region}:{account}:function:{name}"
    return all(
        _allows(policy, action, function, distribution)
        for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
    )


def _allows(policy: Any, action: str, resource: str, distribution: str) -> bool:
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={"aws:sourcearn": distribution, "lambda:invokedviafunctionurl": "true"},
    )
    evaluated = evaluate_resource_policy(policy, context, service="cloudfront.amazonaws.com")
    return bool(evaluated.decision == "Allow")


def _error(code: str, message: str, status: int, key: str) -> tuple[int, dict[str, Any], bytes]:
    response: tuple[int, dict[str, Any], bytes] = s3._error(code, message, status, key)
    return response
