from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from social_django.models import DjangoStorage
from social_django.strategy import DjangoStrategy


class Strategy(DjangoStrategy):
    """How python-social-auth meets this application: it keeps its states in the browser's session,
    reads the provider's answer from our body, and says who came. What follows from that is ours,
    and no pipeline of its own runs."""

    def __init__(self, *, request: HttpRequest, answer: Mapping[str, str]) -> None:
        super().__init__(DjangoStorage, request)
        self.answer = dict(answer)

    def get_request_data(self, merge: bool = True) -> dict[str, Any]:
        return self.answer

    def authenticate(self, backend: Any, *_: Any, **told: Any) -> Any:
        return backend.identity(told["response"])
