"""As what a browser may take a file that a stranger uploaded."""

from pathlib import PurePosixPath

OCTETS = "application/octet-stream"
HARMLESS = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".zip": "application/zip",
}
"""Suffix to content type of what runs no script in our name. HTML and SVG do."""


def harmless_type(name: str) -> str:
    """A content type under which a browser may be given what a stranger uploaded."""
    return HARMLESS.get(PurePosixPath(name).suffix.lower(), OCTETS)
