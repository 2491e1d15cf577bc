"""GraphQL subscriptions and queries over WebSocket.

Source: the protocol `graphql-transport-ws`, github.com/enisdenjo/graphql-ws, PROTOCOL.md, with its
close codes.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeGuard
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from graphene import Schema
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationType,
    create_source_event_stream,
    execute_sync,
    get_operation_ast,
)

from apps.core.graphql.document_cache import get_document
from apps.core.graphql.errors import ClientError, format_error
from apps.core.websocket_limits import acquire_user_slot, release_user_slot
from apps.core.websockets import MAX_LIFETIME_SECONDS, session_group

PROTOCOL = "graphql-transport-ws"
INIT_TIMEOUT_SECONDS = 10
# Concurrent operations per socket.
MAX_OPERATIONS = 50
MAX_MESSAGE_LENGTH = 20_000
BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, INIT_TIMEOUT = 4400, 4401, 4403, 4408
NO_PROTOCOL, DUPLICATE_ID, TOO_MANY = 4406, 4409, 4429
# Parsing and validation hold the GIL: one thread at a time leaves some to the event loop.
DOCUMENT_EXECUTOR = ThreadPoolExecutor(max_workers=1, thread_name_prefix="graphql-documents")


@dataclass(frozen=True, kw_only=True)
class Principal:
    """User and session that authenticated the socket."""

    user: Any
    session_id: UUID | None = None


@dataclass(kw_only=True)
class Context:
    """Resolvers' context, in place of a request."""

    user: Any


class GraphQLConsumer(AsyncWebsocketConsumer):
    """Consumer of GraphQL operations. Subclasses implement `authenticate`."""

    def __init__(self, *, schema: Schema) -> None:
        super().__init__()
        self.schema = schema

    def authenticate(self, header: str) -> Principal:
        """Return the principal of an Authorization header value. Raise PermissionError."""
        raise NotImplementedError

    async def connect(self) -> None:
        self.principal: Principal | None = None
        self.is_initialized = False
        # The user whose slot this socket has acquired.
        self.user_id: int | None = None
        self.running: dict[str, asyncio.Task[None]] = {}
        self.timer: asyncio.TimerHandle | None = None
        await self.accept(PROTOCOL if PROTOCOL in self.scope["subprotocols"] else None)
        if PROTOCOL not in self.scope["subprotocols"]:
            await self.close(NO_PROTOCOL)
            return
        self._close_later(INIT_TIMEOUT_SECONDS, INIT_TIMEOUT)

    async def disconnect(self, code: int) -> None:
        if self.timer:
            self.timer.cancel()
        if self.user_id is not None:
            release_user_slot(self.user_id)
        for task in self.running.values():
            task.cancel()
        await asyncio.gather(*self.running.values(), return_exceptions=True)

    async def live_end(self, message: dict[str, Any]) -> None:
        """Close the socket because its session ended; the client may reconnect without it."""
        await self.close(FORBIDDEN)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        message = _message(text_data)
        if message is None:
            await self.close(BAD_REQUEST)
            return
        match message["type"]:
            case "connection_init":
                await self._init(message)
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                if task := self.running.pop(str(message.get("id")), None):
                    task.cancel()
            case _:
                await self.close(BAD_REQUEST)

    async def _init(self, message: dict[str, Any]) -> None:
        if self.is_initialized:
            await self.close(TOO_MANY)
            return
        self.is_initialized = True
        payload = message.get("payload") or {}
        header = payload.get("Authorization") if isinstance(payload, dict) else None
        try:
            self.principal = await database_sync_to_async(self.authenticate)(str(header or ""))
        except PermissionError:
            await self.close(FORBIDDEN)
            return
        if self.principal.user.pk is not None:
            if not acquire_user_slot(self.principal.user.pk):
                await self.close(TOO_MANY)
                return
            self.user_id = self.principal.user.pk
        if self.principal.session_id:
            self.groups.append(session_group(self.principal.session_id))
            await self.channel_layer.group_add(self.groups[-1], self.channel_name)
        # The client reconnects by itself, with a new token.
        self._close_later(MAX_LIFETIME_SECONDS, FORBIDDEN)
        await self._send({"type": "connection_ack"})

    async def _subscribe(self, message: dict[str, Any]) -> None:
        if self.principal is None:
            await self.close(UNAUTHORIZED)
            return
        key, payload = message.get("id"), message.get("payload")
        if not isinstance(key, str) or not key or not _is_operation(payload):
            await self.close(BAD_REQUEST)
            return
        if key in self.running:
            await self.close(DUPLICATE_ID)
            return
        if len(self.running) >= MAX_OPERATIONS:
            await self.close(TOO_MANY)
            return
        self.running[key] = asyncio.create_task(self._run(key, payload))

    async def _run(self, key: str, payload: dict[str, Any]) -> None:
        try:
            try:
                errors = await self._execute(key, payload)
            except Exception as error:  # noqa: BLE001 any error ends the operation for the client
                errors = [GraphQLError("", original_error=error)]
            if errors:
                formatted = [format_error(error) for error in errors]
                await self._send({"id": key, "type": "error", "payload": formatted})
            else:
                await self._send({"id": key, "type": "complete"})
        finally:
            self.running.pop(key, None)

    async def _execute(self, key: str, payload: dict[str, Any]) -> list[GraphQLError]:
        """Execute the operation; return the errors that kept it from starting."""
        schema = self.schema.graphql_schema
        variables = payload.get("variables") or {}
        document = await asyncio.get_running_loop().run_in_executor(
            DOCUMENT_EXECUTOR,
            partial(get_document, payload["query"], schema=schema, variables=variables),
        )
        if isinstance(document, list):
            return document
        name = payload.get("operationName")
        operation = get_operation_ast(document, name)
        if operation is None:
            return [GraphQLError("Must provide a valid operation name.")]
        if operation.operation == OperationType.MUTATION:
            return [ClientError("Send mutations by POST.", "BAD_REQUEST")]
        if operation.operation == OperationType.QUERY:
            await self._next(key, document, name, variables, None)
            return []
        events = await create_source_event_stream(
            schema,
            document,
            context_value=self._context(),
            variable_values=variables,
            operation_name=name,
        )
        if isinstance(events, ExecutionResult):
            return list(events.errors or ())
        try:
            async for event in events:
                await self._next(key, document, name, variables, event)
        finally:
            # Leave its groups now, not at garbage collection.
            with suppress(AttributeError):
                await events.aclose()  # type: ignore[attr-defined] # a generator's
        return []

    async def _next(
        self,
        key: str,
        document: DocumentNode,
        name: str | None,
        variables: dict[str, Any],
        root: Any,
    ) -> None:
        def run() -> ExecutionResult:
            return execute_sync(
                self.schema.graphql_schema,
                document,
                root_value=root,
                context_value=self._context(),
                variable_values=variables,
                operation_name=name,
            )

        result = await database_sync_to_async(run)()
        shown: dict[str, Any] = {"data": result.data}
        if result.errors:
            shown["errors"] = [format_error(error) for error in result.errors]
        await self._send({"id": key, "type": "next", "payload": shown})

    def _context(self) -> Context:
        assert self.principal is not None
        return Context(user=self.principal.user)

    def _close_later(self, seconds: float, code: int) -> None:
        if self.timer:
            self.timer.cancel()

        def close() -> None:
            self.closing = asyncio.ensure_future(self.close(code))

        self.timer = asyncio.get_running_loop().call_later(seconds, close)

    async def _send(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message, separators=(",", ":")))


def _message(text: str | None) -> dict[str, Any] | None:
    if text is None or len(text) > MAX_MESSAGE_LENGTH:
        return None
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(message, dict) and isinstance(message.get("type"), str)
    return message if is_one else None


def _is_operation(payload: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables") or {}, dict)
        and isinstance(payload.get("operationName") or "", str)
    )
