"""GraphQL over a web socket: subscriptions, and whatever else a client asks for there.

Source: the protocol `graphql-transport-ws`, github.com/enisdenjo/graphql-ws, PROTOCOL.md. The
close codes are its own.
"""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
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

from apps.core.graphql.documents import document_of
from apps.core.graphql.refusals import RefusalError, described
from apps.core.live import SECONDS_OPEN, group_of_session

PROTOCOL = "graphql-transport-ws"
SECONDS_TO_BEGIN = 10
MOST_OPERATIONS = 50
"""At a time, on one socket."""
LONGEST_MESSAGE = 20_000
BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, TOO_LATE = 4400, 4401, 4403, 4408
NO_PROTOCOL, TAKEN, TOO_MANY = 4406, 4409, 4429


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who is behind the socket."""

    user: Any
    session_id: UUID | None = None


@dataclass(kw_only=True)
class Context:
    """What resolvers see of a request."""

    user: Any


class GraphQLConsumer(AsyncWebsocketConsumer):
    """Subscriptions and queries. Subclasses say who comes."""

    def __init__(self, *, schema: Schema) -> None:
        super().__init__()
        self.schema = schema

    def authenticate(self, header: str) -> Asker:
        """By what the client sent in the place of the header. Raises PermissionError."""
        raise NotImplementedError

    async def connect(self) -> None:
        self.asker: Asker | None = None
        self.begun = False
        self.running: dict[str, asyncio.Task[None]] = {}
        self.clock: asyncio.TimerHandle | None = None
        await self.accept(PROTOCOL if PROTOCOL in self.scope["subprotocols"] else None)
        if PROTOCOL not in self.scope["subprotocols"]:
            await self.close(NO_PROTOCOL)
            return
        self._close_later(SECONDS_TO_BEGIN, TOO_LATE)

    async def disconnect(self, code: int) -> None:
        if self.clock:
            self.clock.cancel()
        for task in self.running.values():
            task.cancel()
        await asyncio.gather(*self.running.values(), return_exceptions=True)

    async def live_end(self, message: dict[str, Any]) -> None:
        """The session that the client came with is over; without it, it may come again."""
        await self.close(FORBIDDEN)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        message = _message(text_data)
        if message is None:
            await self.close(BAD_REQUEST)
            return
        match message["type"]:
            case "connection_init":
                await self._begin(message)
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

    async def _begin(self, message: dict[str, Any]) -> None:
        if self.begun:
            await self.close(TOO_MANY)
            return
        self.begun = True
        payload = message.get("payload") or {}
        header = payload.get("Authorization") if isinstance(payload, dict) else None
        try:
            self.asker = await database_sync_to_async(self.authenticate)(str(header or ""))
        except PermissionError:
            await self.close(FORBIDDEN)
            return
        if self.asker.session_id:
            self.groups.append(group_of_session(self.asker.session_id))
            await self.channel_layer.group_add(self.groups[-1], self.channel_name)
        # The client comes again by itself, with a fresh token.
        self._close_later(SECONDS_OPEN, FORBIDDEN)
        await self._send({"type": "connection_ack"})

    async def _subscribe(self, message: dict[str, Any]) -> None:
        if self.asker is None:
            await self.close(UNAUTHORIZED)
            return
        key, payload = message.get("id"), message.get("payload")
        if not isinstance(key, str) or not key or not _is_operation(payload):
            await self.close(BAD_REQUEST)
            return
        if key in self.running:
            await self.close(TAKEN)
            return
        if len(self.running) >= MOST_OPERATIONS:
            await self.close(TOO_MANY)
            return
        self.running[key] = asyncio.create_task(self._run(key, payload))

    async def _run(self, key: str, payload: dict[str, Any]) -> None:
        try:
            try:
                errors = await self._answer(key, payload)
            except Exception as error:  # noqa: BLE001 whatever it is, the client hears of an end
                errors = [GraphQLError("", original_error=error)]
            if errors:
                shown = [described(error) for error in errors]
                await self._send({"id": key, "type": "error", "payload": shown})
            else:
                await self._send({"id": key, "type": "complete"})
        finally:
            self.running.pop(key, None)

    async def _answer(self, key: str, payload: dict[str, Any]) -> list[GraphQLError]:
        """What kept the operation from beginning."""
        schema = self.schema.graphql_schema
        variables = payload.get("variables") or {}
        document = document_of(payload["query"], schema=schema, variables=variables)
        if isinstance(document, list):
            return document
        name = payload.get("operationName")
        operation = get_operation_ast(document, name)
        if operation is None:
            return [GraphQLError("Name one of the operations.")]
        if operation.operation == OperationType.MUTATION:
            return [RefusalError("Mutations are sent by POST.", "BAD_REQUEST")]
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
            # Its groups are left at once, and not when the garbage is collected.
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
            shown["errors"] = [described(error) for error in result.errors]
        await self._send({"id": key, "type": "next", "payload": shown})

    def _context(self) -> Context:
        assert self.asker is not None
        return Context(user=self.asker.user)

    def _close_later(self, seconds: float, code: int) -> None:
        if self.clock:
            self.clock.cancel()

        def close() -> None:
            self.closing = asyncio.ensure_future(self.close(code))

        self.clock = asyncio.get_running_loop().call_later(seconds, close)

    async def _send(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message, separators=(",", ":")))


def _message(text: str | None) -> dict[str, Any] | None:
    if text is None or len(text) > LONGEST_MESSAGE:
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
