"""GraphQL client over HTTP with an access token."""

from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import access_of


class GraphQLClient:
    """Send requests as `user`, or anonymously."""

    def __init__(self, user: User | None = None, *, scheme: str = "Bearer") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"{scheme} {access_of(user)}"} if user else {}
        self.status = 0

    def execute(self, query: str, **variables: Any) -> Any:
        body = {"query": query, "variables": variables}
        response = self.client.post("/graphql/", body, "application/json", headers=self.headers)
        self.status = response.status_code
        return response.json()

    def query(self, query: str, **variables: Any) -> Any:
        """Return the data; fail on any error."""
        result = self.execute(query, **variables)
        assert "errors" not in result, result["errors"]
        return result["data"]

    def error(self, query: str, **variables: Any) -> Any:
        """Return the first error's message and extensions in one dict."""
        error = self.execute(query, **variables)["errors"][0]
        return {"message": error["message"], **error["extensions"]}
