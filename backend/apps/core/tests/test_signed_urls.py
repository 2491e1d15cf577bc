from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from apps.core.storage.signed_urls import DISPOSITION, attachment

CONTENT = b"0123456789"


def store_file(name: str = "box/report.csv", content: bytes = CONTENT) -> str:
    return storages["private"].save(name, ContentFile(content))


def link(name: str, filename: str | None = None) -> str:
    parameters = {DISPOSITION: attachment(filename)} if filename else {}
    url: str = storages["private"].url(name, parameters=parameters)  # type: ignore[call-arg] # ours
    return url


def body(response: Any) -> bytes:
    content: bytes = response.getvalue()
    return content


def test_signed_url_downloads_file(client: Client) -> None:
    response = client.get(link(store_file(), "März 2026.csv"))

    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Type"] == "text/csv"
    assert response["Content-Length"] == "10"
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''M%C3%A4rz%202026.csv"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_signed_url_without_filename_uses_stored_name(client: Client) -> None:
    response = client.get(link(store_file()))
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''report.csv"


def test_head_returns_same_headers(client: Client) -> None:
    response = client.head(link(store_file()))
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "10", b"")


@pytest.mark.parametrize("name", ["page.html", "image.svg", "page.xhtml", "none"])
def test_executable_content_is_downloaded_as_binary(client: Client, name: str) -> None:
    response = client.get(link(store_file(name, b"<script>alert(1)</script>")))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")


def test_inline_disposition_becomes_attachment(client: Client) -> None:
    parameters = {DISPOSITION: "inline"}
    url = storages["private"].url(store_file(), parameters=parameters)  # type: ignore[call-arg] # ours
    assert client.get(url)["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ('a"b\r\nSet-Cookie: x=1.csv', "a%22b%0D%0ASet-Cookie%3A%20x%3D1.csv"),
        ("😀" * 255 + ".csv", "%F0%9F%98%80" * 62 + ".csv"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"),
    ],
)
def test_unusual_filename_is_encoded(client: Client, filename: str, expected: str) -> None:
    url = link(store_file(), filename)
    assert len(url) < 4000  # of 4094 that gunicorn accepts
    assert client.get(url)["Content-Disposition"] == f"attachment; filename*=UTF-8''{expected}"


@pytest.mark.parametrize(
    ("byte_range", "content", "expected"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-100", b"89", "bytes 8-9/10"),
        ("bytes=1-1", b"1", "bytes 1-1/10"),
    ],
)
def test_range_request(client: Client, byte_range: str, content: bytes, expected: str) -> None:
    response = client.get(link(store_file()), headers={"Range": byte_range})
    assert (response.status_code, body(response)) == (206, content)
    assert response["Content-Range"] == expected
    assert response["Content-Length"] == str(len(content))
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("byte_range", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_range_beyond_end_is_416(client: Client, byte_range: str) -> None:
    response = client.get(link(store_file()), headers={"Range": byte_range})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"
    assert response.json()["code"] == "range_unsatisfiable"


@pytest.mark.parametrize(
    "byte_range",
    ["bytes=3-1", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=x", f"bytes={'9' * 999}-"],
)
def test_invalid_range_returns_whole_file(client: Client, byte_range: str) -> None:
    response = client.get(link(store_file()), headers={"Range": byte_range})
    assert (response.status_code, body(response)) == (200, CONTENT)


def test_if_range_returns_whole_file(client: Client) -> None:
    response = client.get(link(store_file()), headers={"Range": "bytes=0-3", "If-Range": '"old"'})
    assert (response.status_code, body(response)) == (200, CONTENT)


def test_empty_file_is_sent(client: Client) -> None:
    response = client.get(link(store_file(content=b"")))
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "0", b"")


def test_large_file_is_streamed_in_chunks(client: Client) -> None:
    response = client.get(link(store_file(content=b"x" * 200_000)))
    assert [len(piece) for piece in response] == [65536, 65536, 65536, 3392]


def test_signed_url_of_deleted_file_is_404(client: Client) -> None:
    name = store_file()
    url = link(name)
    storages["private"].delete(name)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["box", "box/", "n" * 300])
def test_signed_url_of_non_file_is_404(client: Client, name: str) -> None:
    store_file()
    assert client.get(link(name)).status_code == 404


def test_signed_url_accepts_fallback_key(client: Client, settings: Settings) -> None:
    url = link(store_file())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 50
    assert client.get(url).status_code == 200


def altered(url: str, **changes: str) -> str:
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return f"{parts.path}?{urlencode(query)}"


FORGERIES: dict[str, Callable[[str], str]] = {
    "no signature": lambda url: url.split("?")[0],
    "a signature that is empty": lambda url: altered(url, Signature=""),
    "one that was guessed": lambda url: altered(url, Signature="A" * 43),
    "a later expiry": lambda url: altered(url, Expires="9999999999"),
    "an expiry that is no number": lambda url: altered(url, Expires="never"),
    "another filename": lambda url: altered(url, **{DISPOSITION: "inline"}),
    "a parameter more": lambda url: f"{url}&versionId=1",
    "a parameter twice": lambda url: f"{url}&Expires=9999999999",
    "another file": lambda url: url.replace("report", "secret"),
    "a way around it": lambda url: url.replace("box/", "box/../box/"),
    "a way out": lambda url: url.replace("box/report.csv", "../../etc/passwd"),
    "a NUL": lambda url: url.replace("report", "%00"),
    "bytes that are no text": lambda url: url.replace("report", "%ff") + "&%ff=%ff",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_url_is_rejected_before_file_lookup(client: Client, forgery: str) -> None:
    name = store_file()
    store_file("box/secret.csv")
    url = FORGERIES[forgery](link(name))

    existing = client.get(url)
    for each in ("box/report.csv", "box/secret.csv"):
        storages["private"].delete(each)
    missing = client.get(url)

    assert existing.status_code == missing.status_code == 403
    assert existing.json()["code"] == missing.json()["code"] == "link_invalid"
    assert existing.json()["detail"] == missing.json()["detail"]


def test_signed_url_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    name = store_file()
    url = link(name)
    expires = int(parse_qs(urlsplit(url).query)["Expires"][0])
    assert expires == pytest.approx(time() + 5 * 60, abs=60)

    monkeypatch.setattr("apps.core.storage.signed_urls.time", lambda: expires)
    assert client.get(url).status_code == 200
    monkeypatch.setattr("apps.core.storage.signed_urls.time", lambda: expires + 1)
    for _ in range(2):
        response = client.get(url)
        assert (response.status_code, response.json()["code"]) == (403, "link_expired")
        storages["private"].delete(name)


def test_signed_url_rejects_writes(client: Client) -> None:
    name = store_file()
    for method in (client.post, client.put, client.delete):
        assert method(link(name)).status_code == 405
    assert storages["private"].exists(name)


def test_signature_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    urls = [link(store_file()), link("gone.csv"), altered(link(store_file()), Expires="1")]
    with caplog.at_level("DEBUG"):
        for url in urls:
            client.get(url)
    assert "/media/private/gone.csv" in caplog.text
    for url in urls:
        assert parse_qs(urlsplit(url).query)["Signature"][0] not in caplog.text


def test_public_file_needs_no_signature(client: Client) -> None:
    name = storages["default"].save("logo.png", ContentFile(b"png"))
    response = client.get(storages["default"].url(name))
    assert (response.status_code, body(response), response["Content-Type"]) == (
        200,
        b"png",
        "image/png",
    )


def test_public_html_is_not_rendered(client: Client) -> None:
    name = storages["default"].save("page.html", ContentFile(b"<script>alert(1)</script>"))
    response = client.get(storages["default"].url(name))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["../private/{}", "x/../private/{}", "/private/{}", "./private/{}", "%2e%2e/private/{}"]
)
def test_public_path_cannot_reach_private_file(client: Client, tmp_path: Path, path: str) -> None:
    for name, folder in (("default", "public"), ("private", "private")):
        storages[name].location = str(tmp_path / folder)  # type: ignore[attr-defined]
    storages["default"].save("logo.png", ContentFile(b"png"))

    response = client.get(f"/media/{path.format(store_file())}")

    assert response.status_code in {400, 403, 404}
    assert CONTENT not in body(response)
