import pytest
from django.conf import settings
from django.test import RequestFactory
from rest_framework.request import Request

from apps.core.same_origin import CrossOrigin, SameOrigin

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    # Another host of the same domain may belong to someone else.
    {"Sec-Fetch-Site": "same-site"},
    # Values of future browsers
    {"Sec-Fetch-Site": "unheard-of"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": f"{settings.SITE_URL}.evil.example"},
    {"Origin": f"{settings.SITE_URL}:8443"},
    # The browser's own word counts before that of an older header.
    {"Sec-Fetch-Site": "cross-site", "Origin": settings.SITE_URL},
]


def is_let_in(method: str, headers: dict[str, str]) -> bool:
    request = Request(RequestFactory().generic(method, "/", headers=headers))
    return SameOrigin().has_permission(request, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        # Typed into the address bar
        {"Sec-Fetch-Site": "none"},
        {"Origin": settings.SITE_URL},
        # The host differs behind a proxy that has another name.
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:9000"},
    ],
)
def test_same_origin_request_is_allowed(headers: dict[str, str]) -> None:
    assert is_let_in("POST", headers)


def test_request_without_origin_is_allowed() -> None:
    assert is_let_in("POST", {})


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_cross_origin_read_is_allowed(headers: dict[str, str]) -> None:
    assert is_let_in("GET", headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("headers", ELSEWHERE)
def test_cross_origin_write_is_rejected(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(CrossOrigin):
        is_let_in(method, headers)
