"""The header by which a client repeats a request whose response was lost."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

MAX_LENGTH = 64
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Random. The same request with the same key gets the same response again.",
)


def get_idempotency_key(request: Request) -> str:
    """Return the key of the request, or an empty string."""
    return request.headers.get("Idempotency-Key", "")[:MAX_LENGTH]
