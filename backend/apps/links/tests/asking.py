"""A GraphQL client as in life: over HTTP, with a token."""

from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import access_of


class Asker:
    """Asks as somebody, or as nobody."""

    def __init__(self, user: User | None = None, *, scheme: str = "Bearer") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"{scheme} {access_of(user)}"} if user else {}
        self.status = 0

    def answer(self, query: str, **variables: Any) -> Any:
        body = {"query": query, "variables": variables}
        answer = self.client.post("/graphql/", body, "application/json", headers=self.headers)
        self.status = answer.status_code
        return answer.json()

    def data(self, query: str, **variables: Any) -> Any:
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def refusal(self, query: str, **variables: Any) -> Any:
        """The first error: its message, and what `extensions` say."""
        error = self.answer(query, **variables)["errors"][0]
        return {"message": error["message"], **error["extensions"]}
