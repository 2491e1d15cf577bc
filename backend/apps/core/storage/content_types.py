"""Content types that are safe to serve uploaded files with."""

from pathlib import PurePosixPath

BINARY = "application/octet-stream"
# By suffix. None of them can run scripts with our origin, as HTML and SVG could.
SAFE_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".ofx": "application/x-ofx",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".qfx": "application/vnd.intu.qfx",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def safe_content_type(name: str) -> str:
    """Return the content type to serve the uploaded file with."""
    return SAFE_TYPES.get(PurePosixPath(name).suffix.lower(), BINARY)
