from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseNotAllowed
from graphene_django.views import GraphQLView, HttpError
from graphql import ExecutionResult, OperationType, execute_sync, get_operation_ast

from apps.core.graphql.document_cache import get_document
from apps.core.graphql.errors import ClientError, format_error
from apps.core.graphql.execution import PlannedExecution


class LimitedGraphQLView(GraphQLView):  # type: ignore[misc] # graphene has no types
    """Graphene's view with query limits and a uniform error format."""

    def parse_body(self, request: HttpRequest) -> Any:
        if self.get_content_type(request) == "multipart/form-data":
            raise HttpError(HttpResponseBadRequest("Send the query as JSON."))
        try:
            return super().parse_body(request)
        except (RecursionError, UnicodeDecodeError) as error:
            malformed = HttpResponseBadRequest("The body is not UTF-8, or nested too deeply.")
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
            raise HttpError(HttpResponseBadRequest("Variables must be an object."))
        if not isinstance(operation_name or "", str):
            raise HttpError(HttpResponseBadRequest("The operation name must be a string."))
        schema = self.schema.graphql_schema
        document = get_document(query, schema=schema, variables=variables or {})
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
            sentence = "Subscribe over the WebSocket at /ws/graphql/."
            return ExecutionResult(data=None, errors=[ClientError(sentence, "BAD_REQUEST")])
        # All resolvers are synchronous; not checking each of them saves time.
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
        return format_error(error)
