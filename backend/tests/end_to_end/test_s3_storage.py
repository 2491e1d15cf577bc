"""Production's files, over HTTP against an emulated S3."""

import json
import subprocess
import sys
import time
from base64 import b64decode
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage.handler import StorageHandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import User
from apps.core.storage.signed_urls import DISPOSITION, attachment
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.tests.factories import HEADER, make_statement
from tests.production import (
    KEY_ID,
    SITE_URL,
    private_key,
    production_environment,
    production_settings,
)

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


@pytest.fixture
def s3() -> "S3Client":
    return boto3.client("s3")


@pytest.fixture
def bucket(s3: "S3Client") -> str:
    name = f"bucket-{time.time_ns()}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def storages(bucket: str, monkeypatch: pytest.MonkeyPatch) -> StorageHandler:
    return StorageHandler(production_settings(monkeypatch, bucket=bucket)["STORAGES"])


@pytest.mark.parametrize(
    ("alias", "key"), [("default", "media/a/b.csv"), ("private", "media/private/a/b.csv")]
)
def test_file_is_saved_read_and_deleted(
    storages: StorageHandler, s3: "S3Client", bucket: str, alias: str, key: str
) -> None:
    storage = storages[alias]

    name = storage.save("a/b.csv", ContentFile(b"content"))

    assert name == "a/b.csv"
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"content"
    with storage.open(name) as file:
        assert file.read() == b"content"
    assert (storage.exists(name), storage.size(name)) == (True, 7)
    storage.delete(name)
    assert not storage.exists(name)
    with pytest.raises(FileNotFoundError):
        storage.open(name)


# sample: statements begin
def test_worker_imports_a_statement_from_s3(
    alice: User, storages: StorageHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Statement.file.field, "storage", storages["private"])
    rows = b"01/18/2026,01/19/2026,COFFEE,Food & Drink,Sale,-4.75,\n" * 40_000
    statement = make_statement(owner=alice, content=HEADER.encode() + rows)

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert (statement.status, statement.rows_imported) == (Statement.Status.IMPORTED, 40_000)


# sample: statements end


@pytest.mark.parametrize("alias", ["default", "private"])
def test_files_of_the_same_name_are_kept_apart(storages: StorageHandler, alias: str) -> None:
    first, second = (storages[alias].save("a.csv", ContentFile(text)) for text in ("1", "2"))
    assert first != second
    assert storages[alias].open(first).read() == b"1"


def test_private_file_is_served_as_a_download(
    storages: StorageHandler, s3: "S3Client", bucket: str
) -> None:
    page = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "text/html")
    storages["private"].save("page.html", page)

    kept = s3.head_object(Bucket=bucket, Key="media/private/page.html")

    assert kept["ContentType"] == "application/octet-stream"
    assert kept["ContentDisposition"] == "attachment"


def test_public_html_is_a_download_and_an_image_is_not(
    storages: StorageHandler, s3: "S3Client", bucket: str
) -> None:
    for name in ("page.html", "drawing.svg", "photo.png"):
        storages["default"].save(name, SimpleUploadedFile(name, b"x", "text/html"))

    def type_of(name: str) -> str:
        return s3.head_object(Bucket=bucket, Key=f"media/{name}")["ContentType"]

    assert type_of("page.html") == type_of("drawing.svg") == "application/octet-stream"
    assert type_of("photo.png") == "image/png"


@pytest.mark.parametrize("alias", ["default", "private"])
def test_bucket_rejects_anonymous_requests(
    storages: StorageHandler, s3: "S3Client", bucket: str, alias: str
) -> None:
    storages[alias].save("a.csv", ContentFile(b"content"))
    key = s3.list_objects_v2(Bucket=bucket)["Contents"][0]["Key"]
    acl = s3.get_object_acl(Bucket=bucket, Key=key)
    assert {grant["Grantee"].get("ID") for grant in acl["Grants"]} == {acl["Owner"]["ID"]}


def test_public_file_has_a_permanent_url(storages: StorageHandler) -> None:
    assert storages["default"].url("a b.png") == f"{SITE_URL}/media/a%20b.png"


def statement_of(url: str) -> dict[str, Any]:
    """Return the policy that the link stands for, once its signature is found to be ours.

    Source: CloudFront, "Create a signed URL using a canned policy".
    """
    resource, _, signed = url.partition("&Expires=" if "&Expires=" in url else "?Expires=")
    query = parse_qs(f"Expires={signed}")
    policy = (
        f'{{"Statement":[{{"Resource":"{resource}","Condition":{{"DateLessThan":'
        f'{{"AWS:EpochTime":{query["Expires"][0]}}}}}}}]}}'
    )
    signature = b64decode(query["Signature"][0].translate(str.maketrans("-_~", "+=/")))
    private_key().public_key().verify(
        signature,
        policy.encode(),
        padding.PKCS1v15(),
        hashes.SHA1(),  # noqa: S303 # the one that CloudFront takes
    )
    statement: dict[str, Any] = json.loads(policy)["Statement"][0]
    return statement


def test_private_file_has_a_signed_cloudfront_url(storages: StorageHandler) -> None:
    url = storages["private"].url("box/a.csv")

    statement = statement_of(url)
    assert statement["Resource"] == f"{SITE_URL}/media/private/box/a.csv"
    expires = statement["Condition"]["DateLessThan"]["AWS:EpochTime"]
    assert expires == pytest.approx(time.time() + 5 * 60, abs=60)
    assert parse_qs(urlsplit(url).query)["Key-Pair-Id"] == [KEY_ID]


def test_signed_url_includes_the_filename(storages: StorageHandler) -> None:
    disposition = attachment("März.csv")
    parameters = {DISPOSITION: disposition}

    url = storages["private"].url("a.csv", parameters=parameters)  # type: ignore[call-arg] # S3Storage's

    resource = urlsplit(statement_of(url)["Resource"])
    assert resource.path == "/media/private/a.csv"
    # S3 gives it back as the Content-Disposition.
    assert parse_qs(resource.query) == {DISPOSITION: [disposition]}


@pytest.mark.parametrize("alias", ["default", "private"])
def test_file_name_cannot_leave_its_folder(storages: StorageHandler, alias: str) -> None:
    with pytest.raises(SuspiciousOperation):
        storages[alias].open("../../static/x.js")


def test_collectstatic_writes_to_the_bucket(s3: "S3Client", bucket: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"),
            # A third of them is as good as all, at a dozen requests to the bucket for each.
            *("--ignore=*.js", "--ignore=rest_framework", "--ignore=drf_spectacular_sidecar"),
        ],
        cwd=settings.BACKEND,
        env=production_environment(bucket=bucket),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

    manifest = json.load(s3.get_object(Bucket=bucket, Key="static/staticfiles.json")["Body"])
    key = f"static/{manifest['paths']['admin/css/base.css']}"
    assert key != "static/admin/css/base.css"
    assert s3.head_object(Bucket=bucket, Key=key)["ContentType"] == "text/css"


def test_static_files_exist_as_soon_as_they_are_saved(storages: StorageHandler) -> None:
    assets = storages["staticfiles"]
    assert not assets.exists("a.css")

    assets.save("a.css", ContentFile(b"a"))

    assert assets.exists("a.css")
    assert assets.get_modified_time("a.css") <= timezone.now()


def test_static_files_are_kept_on_delete_and_replaced_on_save(
    storages: StorageHandler, s3: "S3Client", bucket: str
) -> None:
    assets = storages["staticfiles"]
    assets.save("a.css", ContentFile(b"a"))

    assets.delete("a.css")
    assert s3.get_object(Bucket=bucket, Key="static/a.css")["Body"].read() == b"a"

    assets.save("a.css", ContentFile(b"b"))
    assert s3.get_object(Bucket=bucket, Key="static/a.css")["Body"].read() == b"b"
