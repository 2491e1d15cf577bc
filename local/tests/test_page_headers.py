import json

from config.security_headers import HEADERS, PAGE_POLICY
from local.environment import frontend_environment


def test_built_pages_have_headers_and_policy() -> None:
    environment = frontend_environment(port=1, routes="[]", built="dist/spa")
    expected = {**HEADERS, "Content-Security-Policy": PAGE_POLICY}
    assert json.loads(environment["PAGE_HEADERS"]) == expected


def test_development_server_has_no_policy() -> None:
    environment = frontend_environment(port=1, routes="[]")
    assert json.loads(environment["PAGE_HEADERS"]) == HEADERS
