from functools import partial
from http import HTTPStatus
from typing import Any, cast

from constance import config
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, NotFound, Throttled
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.models import User
from apps.core.openapi import refuses
from apps.core.pagination import NewestFirst
from apps.core.private_files import link_to
from apps.core.problems import StoreUnavailable
from apps.core.rates import check, spend
from apps.core.requests import client_address
from apps.statements.corrections import correct_row
from apps.statements.limits import UPLOADS, UPLOADS_PLACE
from apps.statements.locks import StatementBusyError
from apps.statements.models import RefusedRow, Statement
from apps.statements.reading.answers import Answers
from apps.statements.reading.tables import MOST_COLUMNS
from apps.statements.readings import read_again, undo
from apps.statements.serializers.statements import (
    ChosenSerializer,
    CorrectionSerializer,
    FileLinkSerializer,
    RefusedRowSerializer,
    StatementDetailSerializer,
    StatementSerializer,
    UploadSerializer,
)
from apps.statements.tasks import import_statement
from apps.statements.uploads import keep_upload

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


class ByLine(NewestFirst):
    ordering = "line"


class StatementViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[Statement],
):
    parser_classes = (MultiPartParser,)
    queryset = Statement.objects.none()

    def get_queryset(self) -> QuerySet[Statement]:
        return Statement.objects.filter(owner_id=self.request.user.pk)

    def get_serializer_class(self) -> type[BaseSerializer[Statement]]:
        return StatementDetailSerializer if self.action == "retrieve" else StatementSerializer

    @extend_schema(request=UploadSerializer, responses={201: StatementSerializer})
    @refuses(FileTooLarge, Throttled)
    def create(self, request: Request) -> Response:
        limit = config.UPLOAD_LIMIT_MEGABYTES * 1024 * 1024
        # Both before the body is read: what is refused anyway need not arrive.
        place = client_address(request._request)
        check(UPLOADS, "upload", request.user.pk)
        check(UPLOADS_PLACE, "upload", place)
        if int(request.headers.get("Content-Length") or 0) > limit + MULTIPART_OVERHEAD:
            raise FileTooLarge
        upload = UploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        file = upload.validated_data["file"]
        if file.size > limit:
            raise FileTooLarge
        spend(UPLOADS, "upload", request.user.pk)
        spend(UPLOADS_PLACE, "upload", place)
        answers = Answers.from_data(
            {name: said for name, said in upload.validated_data.items() if name != "file"}
        )
        statement = keep_upload(owner=cast(User, request.user), file=file, answers=answers)
        try:
            _have_imported(statement)
        except StoreUnavailable:
            statement.delete()
            raise
        return Response(StatementSerializer(statement).data, status=HTTPStatus.CREATED)

    @extend_schema(responses=FileLinkSerializer)
    @action(detail=True)
    def file(self, request: Request, pk: str) -> Response:
        """Where the original upload can be fetched, by whoever holds the link."""
        statement = self.get_object()
        link = link_to(statement.file, filename=statement.filename)
        return Response(FileLinkSerializer(link).data)

    @extend_schema(request=ChosenSerializer, responses=StatementDetailSerializer)
    @refuses(StatementBusy, StoreUnavailable)
    @action(detail=True, methods=["post"], parser_classes=(JSONParser,))
    def choose(self, request: Request, pk: str) -> Response:
        """Answers what was asked about the file, or says otherwise how it is to be read."""
        statement = self.get_object()
        # Where it has no names, its rows say how many columns there are.
        columns = len(statement.header) or MOST_COLUMNS
        chosen = ChosenSerializer(data=request.data, context={"columns": columns})
        chosen.is_valid(raise_exception=True)
        try:
            statement = read_again(
                statement_id=statement.pk, answers=Answers.from_data(chosen.validated_data)
            )
        except StatementBusyError as error:
            raise StatementBusy from error
        except Statement.DoesNotExist as error:
            raise NotFound from error
        _have_imported(statement)
        return Response(StatementDetailSerializer(statement).data)

    @extend_schema(responses=RefusedRowSerializer(many=True))
    @action(detail=True, pagination_class=ByLine)
    def refused(self, request: Request, pk: str) -> Response:
        """The rows that were not imported, in the order of the file."""
        rows: QuerySet[Any] = self.get_object().refused_rows.all()
        page: list[Any] | None = self.paginate_queryset(rows)
        return self.get_paginated_response(RefusedRowSerializer(page, many=True).data)

    @extend_schema(request=CorrectionSerializer, responses=StatementDetailSerializer)
    @refuses(StatementBusy)
    @action(
        detail=True,
        methods=["post"],
        url_path=r"refused/(?P<line>[0-9]{1,9})/correct",
        parser_classes=(JSONParser,),
    )
    def correct(self, request: Request, pk: str, line: str) -> Response:
        """Imports a refused row as it is said to read."""
        statement = self.get_object()
        correction = CorrectionSerializer(data=request.data)
        correction.is_valid(raise_exception=True)
        said = correction.validated_data
        try:
            statement = correct_row(
                statement_id=statement.pk,
                line=int(line),
                day=said["date"],
                description=said["description"],
                amount=said["amount"],
                currency=said.get("currency", ""),
            )
        except StatementBusyError as error:
            raise StatementBusy from error
        except (Statement.DoesNotExist, RefusedRow.DoesNotExist) as error:
            raise NotFound from error
        return Response(StatementDetailSerializer(statement).data)

    @refuses(StatementBusy)
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)

    def perform_destroy(self, instance: Statement) -> None:
        try:
            undo(statement_id=instance.pk)
        except StatementBusyError as error:
            raise StatementBusy from error
        except Statement.DoesNotExist as error:
            raise NotFound from error


def _have_imported(statement: Statement) -> None:
    try:
        transaction.on_commit(partial(import_statement.delay, statement_id=str(statement.pk)))
    except BrokerUnreachable as error:
        raise StoreUnavailable from error
