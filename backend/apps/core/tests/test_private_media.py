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

from apps.core.private_files import DISPOSITION, attachment

CONTENT = b"0123456789"


def kept(name: str = "box/report.csv", content: bytes = CONTENT) -> str:
    return storages["private"].save(name, ContentFile(content))


def link(name: str, filename: str | None = None) -> str:
    parameters = {DISPOSITION: attachment(filename)} if filename else {}
    url: str = storages["private"].url(name, parameters=parameters)  # type: ignore[call-arg] # ours
    return url


def body(answer: Any) -> bytes:
    content: bytes = answer.getvalue()
    return content


def test_a_link_gives_the_file_to_be_saved(client: Client) -> None:
    answer = client.get(link(kept(), "März 2026.csv"))

    assert answer.status_code == 200
    assert body(answer) == CONTENT
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Length"] == "10"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''M%C3%A4rz%202026.csv"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_link_without_a_filename_saves_under_the_stored_one(client: Client) -> None:
    answer = client.get(link(kept()))
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''report.csv"


def test_head_tells_the_same_without_the_file(client: Client) -> None:
    answer = client.head(link(kept()))
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "10", b"")


@pytest.mark.parametrize("name", ["page.html", "image.svg", "page.xhtml", "none"])
def test_what_could_run_in_our_name_is_only_ever_saved(client: Client, name: str) -> None:
    answer = client.get(link(kept(name, b"<script>alert(1)</script>")))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_link_that_was_signed_to_show_it_saves_it_all_the_same(client: Client) -> None:
    parameters = {DISPOSITION: "inline"}
    url = storages["private"].url(kept(), parameters=parameters)  # type: ignore[call-arg] # ours
    assert client.get(url)["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("filename", "told"),
    [
        ('a"b\r\nSet-Cookie: x=1.csv', "a%22b%0D%0ASet-Cookie%3A%20x%3D1.csv"),
        ("😀" * 255 + ".csv", "%F0%9F%98%80" * 62 + ".csv"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"),
    ],
)
def test_a_strange_filename_harms_no_header(client: Client, filename: str, told: str) -> None:
    url = link(kept(), filename)
    assert len(url) < 4000  # of 4094 that gunicorn accepts
    assert client.get(url)["Content-Disposition"] == f"attachment; filename*=UTF-8''{told}"


@pytest.mark.parametrize(
    ("asked", "content", "told"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-100", b"89", "bytes 8-9/10"),
        ("bytes=1-1", b"1", "bytes 1-1/10"),
    ],
)
def test_a_part_of_it(client: Client, asked: str, content: bytes, told: str) -> None:
    answer = client.get(link(kept()), headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (206, content)
    assert answer["Content-Range"] == told
    assert answer["Content-Length"] == str(len(content))
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_part_that_it_does_not_have(client: Client, asked: str) -> None:
    answer = client.get(link(kept()), headers={"Range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */10"
    assert answer.json()["code"] == "range_unsatisfiable"


@pytest.mark.parametrize(
    "asked",
    ["bytes=3-1", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=x", f"bytes={'9' * 999}-"],
)
def test_what_is_no_single_part_is_the_whole(client: Client, asked: str) -> None:
    answer = client.get(link(kept()), headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_a_part_of_an_older_version_is_the_whole(client: Client) -> None:
    answer = client.get(link(kept()), headers={"Range": "bytes=0-3", "If-Range": '"old"'})
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_an_empty_file_is_sent_whole(client: Client) -> None:
    answer = client.get(link(kept(content=b"")))
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "0", b"")


def test_a_large_file_is_sent_in_pieces(client: Client) -> None:
    answer = client.get(link(kept(content=b"x" * 200_000)))
    assert [len(piece) for piece in answer] == [65536, 65536, 65536, 3392]


def test_a_link_to_a_file_that_is_gone(client: Client) -> None:
    name = kept()
    url = link(name)
    storages["private"].delete(name)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["box", "box/", "n" * 300])
def test_a_link_to_what_is_no_file(client: Client, name: str) -> None:
    kept()
    assert client.get(link(name)).status_code == 404


def test_a_link_signed_with_the_key_before_the_last(client: Client, settings: Settings) -> None:
    url = link(kept())
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
def test_a_forged_link_is_refused_whether_or_not_the_file_is_there(
    client: Client, forgery: str
) -> None:
    name = kept()
    kept("box/secret.csv")
    url = FORGERIES[forgery](link(name))

    there = client.get(url)
    for each in ("box/report.csv", "box/secret.csv"):
        storages["private"].delete(each)
    gone = client.get(url)

    assert there.status_code == gone.status_code == 403
    assert there.json()["code"] == gone.json()["code"] == "link_invalid"
    assert there.json()["detail"] == gone.json()["detail"]


def test_a_link_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    name = kept()
    url = link(name)
    expires = int(parse_qs(urlsplit(url).query)["Expires"][0])
    assert expires == pytest.approx(time() + 5 * 60, abs=60)

    monkeypatch.setattr("apps.core.private_files.time", lambda: expires)
    assert client.get(url).status_code == 200
    monkeypatch.setattr("apps.core.private_files.time", lambda: expires + 1)
    for _ in range(2):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["code"]) == (403, "link_expired")
        storages["private"].delete(name)


def test_nothing_is_written_through_a_link(client: Client) -> None:
    name = kept()
    for method in (client.post, client.put, client.delete):
        assert method(link(name)).status_code == 405
    assert storages["private"].exists(name)


def test_the_signature_reaches_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    urls = [link(kept()), link("gone.csv"), altered(link(kept()), Expires="1")]
    with caplog.at_level("DEBUG"):
        for url in urls:
            client.get(url)
    assert "/media/private/gone.csv" in caplog.text
    for url in urls:
        assert parse_qs(urlsplit(url).query)["Signature"][0] not in caplog.text


def test_public_files_need_no_link(client: Client) -> None:
    name = storages["default"].save("logo.png", ContentFile(b"png"))
    answer = client.get(storages["default"].url(name))
    assert (answer.status_code, body(answer), answer["Content-Type"]) == (200, b"png", "image/png")


def test_a_public_page_is_never_shown(client: Client) -> None:
    name = storages["default"].save("page.html", ContentFile(b"<script>alert(1)</script>"))
    answer = client.get(storages["default"].url(name))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["../private/{}", "x/../private/{}", "/private/{}", "./private/{}", "%2e%2e/private/{}"]
)
def test_no_public_path_leads_to_a_private_file(client: Client, tmp_path: Path, path: str) -> None:
    for name, folder in (("default", "public"), ("private", "private")):
        storages[name].location = str(tmp_path / folder)  # type: ignore[attr-defined]
    storages["default"].save("logo.png", ContentFile(b"png"))

    answer = client.get(f"/media/{path.format(kept())}")

    assert answer.status_code in {400, 403, 404}
    assert CONTENT not in body(answer)
