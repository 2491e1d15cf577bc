"""Files in S3, behind CloudFront on the one address."""

from typing import Any

from storages.backends.s3 import S3Storage

from apps.core.content_types import harmless_type
from apps.core.private_files import LINK_SECONDS


class PublicFiles(S3Storage):  # type: ignore[misc] # django-storages has no types
    """For everybody, at an address that does not change."""

    # Two files of the same name are two files, as on a file system.
    file_overwrite = False
    querystring_auth = False
    # A larger file is read by way of the disk. The default holds any size in memory.
    max_memory_size = 1024 * 1024

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        # Else it is what the uploader says it is.
        return {"ContentType": harmless_type(name)}


class PrivateFiles(PublicFiles):
    """Only for whoever holds a link, which CloudFront checks; saved, never shown."""

    querystring_auth = True
    querystring_expire = LINK_SECONDS

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        return {**super().get_object_parameters(name), "ContentDisposition": "attachment"}
