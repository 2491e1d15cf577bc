from functools import partial
from http import HTTPStatus
from typing import Any, cast

from constance import config
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, NotFound, Throttled, ValidationError
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.models import User
from apps.core.client_ip import get_client_network
from apps.core.idempotency import IDEMPOTENCY_KEY, get_idempotency_key
from apps.core.openapi import error_responses
from apps.core.pagination import NewestFirst
from apps.core.problem_details import StoreUnavailable
from apps.core.rate_limiting import consume, require_available
from apps.core.storage.signed_urls import create_signed_url
from apps.statements.bank_accounts import assign_statement
from apps.statements.demo import HasStatementsError, store_sample_statements
from apps.statements.importing.corrections import correct_row
from apps.statements.importing.imports import cancel_import
from apps.statements.importing.locks import StatementBusyError
from apps.statements.importing.reimports import reimport_statement
from apps.statements.importing.uploads import store_upload, store_upload_once
from apps.statements.models import BankAccount, RefusedRow, Statement
from apps.statements.parsing.tables import MAX_COLUMNS
from apps.statements.parsing.user_answers import Answers
from apps.statements.rate_limits import UPLOADS_PER_NETWORK, UPLOADS_PER_USER
from apps.statements.serializers.bank_accounts import AssignmentSerializer
from apps.statements.serializers.statements import (
    ChosenSerializer,
    CorrectionSerializer,
    FileLinkSerializer,
    RefusedRowSerializer,
    StatementDetailSerializer,
    StatementSerializer,
    UploadSerializer,
)
from apps.statements.serializers.transactions import ChangedSerializer
from apps.statements.tasks import import_statement
from apps.statements.undo import delete_statement

MULTIPART_OVERHEAD = 64 * 1024


class FileTooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The file is larger than the limit.")
    default_code = "file_too_large"

    def __init__(self) -> None:
        limit = config.UPLOAD_LIMIT_MEGABYTES
        super().__init__(
            _("The file is larger than %(limit)s MB. Split it, or export fewer months.")
            % {"limit": limit}
        )


class StatementBusy(APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("The statement is being imported. Try again when that is done.")
    default_code = "statement_busy"


class HasStatements(APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = _("Sample data is for accounts without statements. Delete yours first.")
    default_code = "has_statements"


class ByLine(NewestFirst):
    ordering = "line"


class StatementViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet[Statement],
):
    parser_classes = (MultiPartParser,)
    queryset = Statement.objects.none()

    def get_queryset(self) -> QuerySet[Statement]:
        own = Statement.objects.filter(owner_id=self.request.user.pk, deleted_at=None)
        return own.select_related("account")

    def get_serializer_class(self) -> type[BaseSerializer[Statement]]:
        return StatementDetailSerializer if self.action == "retrieve" else StatementSerializer

    @extend_schema(
        request=UploadSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: StatementSerializer},
    )
    @error_responses(FileTooLarge, Throttled)
    def create(self, request: Request) -> Response:
        limit = config.UPLOAD_LIMIT_MEGABYTES * 1024 * 1024
        # Checked before the body is read, to reject an upload early.
        network = get_client_network(request._request)
        require_available(UPLOADS_PER_USER, "upload", request.user.pk)
        require_available(UPLOADS_PER_NETWORK, "upload", network)
        if int(request.headers.get("Content-Length") or 0) > limit + MULTIPART_OVERHEAD:
            raise FileTooLarge
        upload = UploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        file = upload.validated_data["file"]
        if file.size > limit:
            raise FileTooLarge
        consume(UPLOADS_PER_USER, "upload", request.user.pk)
        consume(UPLOADS_PER_NETWORK, "upload", network)
        answers = Answers.from_data(
            {name: value for name, value in upload.validated_data.items() if name != "file"}
        )
        owner = cast(User, request.user)
        if key := get_idempotency_key(request):
            statement, is_new = store_upload_once(
                owner=owner, file=file, answers=answers, idempotency_key=key
            )
        else:
            statement, is_new = store_upload(owner=owner, file=file, answers=answers), True
        try:
            if is_new:
                _enqueue_import(statement)
        except StoreUnavailable:
            statement.delete()
            raise
        return Response(StatementSerializer(statement).data, status=HTTPStatus.CREATED)

    @extend_schema(request=None, responses={201: StatementSerializer(many=True)})
    @error_responses(HasStatements, Throttled)
    @action(detail=False, methods=["post"], pagination_class=None)
    def sample(self, request: Request) -> Response:
        """Import sample data into an account without statements. They are ordinary statements."""
        owner = cast(User, request.user)
        consume(UPLOADS_PER_USER, "upload", owner.pk)
        consume(UPLOADS_PER_NETWORK, "upload", get_client_network(request._request))
        try:
            stored = store_sample_statements(owner=owner, today=timezone.localdate())
        except HasStatementsError as error:
            raise HasStatements from error
        try:
            for statement in stored:
                _enqueue_import(statement)
        except StoreUnavailable:
            for statement in stored:
                statement.delete()
            raise
        return Response(StatementSerializer(stored, many=True).data, status=HTTPStatus.CREATED)

    @extend_schema(request=AssignmentSerializer, responses=StatementDetailSerializer)
    @error_responses(StatementBusy)
    @action(detail=True, methods=["put"], parser_classes=(JSONParser,))
    def account(self, request: Request, pk: str) -> Response:
        """Set the account of the statement, and of others with its card number that have none."""
        serializer = AssignmentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        try:
            statement = assign_statement(
                statement_id=self.get_object().pk,
                owner_id=cast(User, request.user).pk,
                account_id=serializer.validated_data["account"],
            )
        except StatementBusyError as error:
            raise StatementBusy from error
        except Statement.DoesNotExist as error:
            raise NotFound from error
        except BankAccount.DoesNotExist as error:
            raise ValidationError({"account": _("You have no such account.")}) from error
        return Response(StatementDetailSerializer(statement).data)

    @extend_schema(responses=FileLinkSerializer)
    @action(detail=True)
    def file(self, request: Request, pk: str) -> Response:
        """Return a temporary link to the original file."""
        statement = self.get_object()
        link = create_signed_url(statement.file, filename=statement.filename)
        return Response(FileLinkSerializer(link).data)

    @extend_schema(request=ChosenSerializer, responses=StatementDetailSerializer)
    @error_responses(StatementBusy, StoreUnavailable)
    @action(detail=True, methods=["post"], parser_classes=(JSONParser,))
    def choose(self, request: Request, pk: str) -> Response:
        """Answer the questions about the file, or import it again with other settings."""
        statement = self.get_object()
        # Without a header, the rows determine the number of columns.
        columns = len(statement.header) or MAX_COLUMNS
        chosen = ChosenSerializer(data=request.data, context={"columns": columns})
        chosen.is_valid(raise_exception=True)
        try:
            statement = reimport_statement(statement_id=statement.pk, answers=chosen.to_answers())
        except StatementBusyError as error:
            raise StatementBusy from error
        except Statement.DoesNotExist as error:
            raise NotFound from error
        _enqueue_import(statement)
        return Response(StatementDetailSerializer(statement).data)

    @extend_schema(request=None, responses=StatementDetailSerializer)
    @error_responses(StoreUnavailable)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Cancel a queued or running import; a running one may take a second to stop.

        Nothing is imported, and the file can be imported again.
        """
        statement = self.get_object()
        cancel_import(statement_id=statement.pk)
        return Response(StatementDetailSerializer(self.get_object()).data)

    @extend_schema(responses=RefusedRowSerializer(many=True))
    @action(detail=True, pagination_class=ByLine)
    def refused(self, request: Request, pk: str) -> Response:
        """Return the rejected rows in the order of the file."""
        rows: QuerySet[Any] = self.get_object().refused_rows.all()
        page: list[Any] | None = self.paginate_queryset(rows)
        return self.get_paginated_response(RefusedRowSerializer(page, many=True).data)

    @extend_schema(request=CorrectionSerializer, responses=StatementDetailSerializer)
    @error_responses(StatementBusy)
    @action(
        detail=True,
        methods=["post"],
        url_path=r"refused/(?P<line>[0-9]{1,9})/correct",
        parser_classes=(JSONParser,),
    )
    def correct(self, request: Request, pk: str, line: str) -> Response:
        """Import a rejected row with corrected values."""
        statement = self.get_object()
        correction = CorrectionSerializer(data=request.data)
        correction.is_valid(raise_exception=True)
        data = correction.validated_data
        try:
            statement = correct_row(
                statement_id=statement.pk,
                line=int(line),
                day=data["date"],
                description=data["description"],
                amount=data["amount"],
                currency=data.get("currency", ""),
            )
        except StatementBusyError as error:
            raise StatementBusy from error
        except (Statement.DoesNotExist, RefusedRow.DoesNotExist) as error:
            raise NotFound from error
        return Response(StatementDetailSerializer(statement).data)

    @extend_schema(responses={200: ChangedSerializer})
    @error_responses(StatementBusy)
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Delete a statement and its transactions, which can be undone for ten minutes."""
        try:
            deleted, change = delete_statement(statement_id=self.get_object().pk)
        except StatementBusyError as error:
            raise StatementBusy from error
        except Statement.DoesNotExist as error:
            raise NotFound from error
        return Response(ChangedSerializer({"changed": deleted, "change": change.pk}).data)


def _enqueue_import(statement: Statement) -> None:
    try:
        transaction.on_commit(partial(import_statement.delay, statement_id=str(statement.pk)))
    except BrokerUnreachable as error:
        raise StoreUnavailable from error
