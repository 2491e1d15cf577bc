from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseNotAllowed
from graphene_django.views import GraphQLView, HttpError
from graphql import ExecutionResult, OperationType, execute_sync, get_operation_ast

from apps.core.graphql.documents import document_of
from apps.core.graphql.execution import PlannedExecution
from apps.core.graphql.refusals import RefusalError, described


class LimitedGraphQLView(GraphQLView):  # type: ignore[misc] # graphene has no types
    """Graphene's view, which says how much is too much, and describes every error alike."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return super().parse_body(request)
        except (RecursionError, UnicodeDecodeError) as error:
            malformed = HttpResponseBadRequest("The body is no UTF-8, or nested too deep.")
            raise HttpError(malformed) from error

    def execute_graphql_request(
        self,
        request: HttpRequest,
        data: Any,
        query: Any,
        variables: Any,
        operation_name: Any,
        show_graphiql: bool = False,
    ) -> ExecutionResult | None:
        if not query and show_graphiql:
            return None
        if not isinstance(query, str) or not query:
            raise HttpError(HttpResponseBadRequest("Must provide query string."))
        if not isinstance(variables or {}, Mapping):
            raise HttpError(HttpResponseBadRequest("Variables are no object."))
        if not isinstance(operation_name or "", str):
            raise HttpError(HttpResponseBadRequest("The operation's name is no text."))
        schema = self.schema.graphql_schema
        document = document_of(query, schema=schema, variables=variables or {})
        if isinstance(document, list):
            return ExecutionResult(data=None, errors=document)
        operation = get_operation_ast(document, operation_name)
        if request.method == "GET" and operation and operation.operation != OperationType.QUERY:
            if show_graphiql:
                return None
            sentence = (
                f"Can only perform a {operation.operation.value} operation from a POST request."
            )
            raise HttpError(HttpResponseNotAllowed(["POST"], sentence))
        if operation and operation.operation == OperationType.SUBSCRIPTION:
            sentence = "Subscribe over the web socket, at /ws/graphql/."
            return ExecutionResult(data=None, errors=[RefusalError(sentence, "BAD_REQUEST")])
        # No resolver of ours is asynchronous, and not to ask each of them saves time.
        return execute_sync(
            schema,
            document,
            context_value=request,
            variable_values=variables,
            operation_name=operation_name,
            execution_context_class=PlannedExecution,
        )

    @staticmethod
    def format_error(error: Exception) -> dict[str, Any]:
        return described(error)
