"""Storages in S3, served by CloudFront under the site's domain."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.files import File
from django.utils import timezone
from storages.backends.s3 import S3ManifestStaticStorage, S3Storage
from storages.utils import clean_name

from apps.core.storage.content_types import safe_content_type
from apps.core.storage.signed_urls import URL_LIFETIME_SECONDS


class PublicFiles(S3Storage):  # type: ignore[misc] # django-storages has no types
    """Public files at permanent URLs."""

    # A second file of the same name gets another name, as on a file system.
    file_overwrite = False
    querystring_auth = False
    # Larger files are buffered on disk. By default files of any size are held in memory.
    max_memory_size = 1024 * 1024

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        # By default it is what the uploader claims.
        return {"ContentType": safe_content_type(name)}


class PrivateFiles(PublicFiles):
    """Files behind signed URLs, which CloudFront verifies; always downloaded, never displayed."""

    querystring_auth = True
    querystring_expire = URL_LIFETIME_SECONDS

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        return {**super().get_object_parameters(name), "ContentDisposition": "attachment"}


class StaticFiles(S3ManifestStaticStorage):  # type: ignore[misc] # django-storages has no types
    """Assets with a hash in their names. `collectstatic` checks several times whether each file
    exists; here the bucket is listed once."""

    @cached_property
    def _modified(self) -> dict[str, datetime]:
        """Return {key: time of its last modification}."""
        objects = self.bucket.objects.filter(Prefix=f"{self.location}/")
        return {each.key: each.last_modified for each in objects}

    def exists(self, name: str) -> bool:
        return self._key(name) in self._modified

    def get_modified_time(self, name: str) -> datetime:
        return self._modified[self._key(name)]

    def _save(self, name: str, content: File[bytes]) -> str:
        saved: str = super()._save(name, content)
        self._modified[self._key(saved)] = timezone.now()
        return saved

    def delete(self, name: str) -> None:
        """Keep the file, because pages of the running release still load it."""

    def _key(self, name: str) -> str:
        key: str = self._normalize_name(clean_name(name))
        return key
