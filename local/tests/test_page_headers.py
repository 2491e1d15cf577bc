import json

from config.headers import HEADERS, PAGE_POLICY
from local.environment import frontend_environment


def test_built_pages_carry_every_header_and_the_policy() -> None:
    environment = frontend_environment(port=1, routes="[]", built="dist/spa")
    expected = {**HEADERS, "Content-Security-Policy": PAGE_POLICY}
    assert json.loads(environment["PAGE_HEADERS"]) == expected


def test_the_development_server_goes_without_the_policy() -> None:
    environment = frontend_environment(port=1, routes="[]")
    assert json.loads(environment["PAGE_HEADERS"]) == HEADERS
