from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from social_django.models import DjangoStorage
from social_django.strategy import DjangoStrategy


class Strategy(DjangoStrategy):
    """Adapter of python-social-auth: it keeps states in the browser's session, reads the provider's
    response from our request body and returns the identity. Its pipeline does not run."""

    def __init__(self, *, request: HttpRequest, callback: Mapping[str, str]) -> None:
        super().__init__(DjangoStorage, request)
        self.callback = dict(callback)

    def get_request_data(self, merge: bool = True) -> dict[str, Any]:
        return self.callback

    def authenticate(self, backend: Any, *_: Any, **kwargs: Any) -> Any:
        return backend.identity(kwargs["response"])
