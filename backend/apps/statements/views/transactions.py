from http import HTTPStatus
from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.openapi import error_responses
from apps.core.pagination import NewestFirst
from apps.core.rate_limiting import consume
from apps.statements.categorization.recategorization import categorize_transactions
from apps.statements.editing import add_transaction, edit_transaction
from apps.statements.filters import NEWEST_FIRST, WHOLE_AMOUNT, ordering
from apps.statements.models import Transaction, TransactionChange
from apps.statements.rate_limits import ENTRIES_PER_USER
from apps.statements.serializers.query_params import parse_query_params
from apps.statements.serializers.transactions import (
    AddSerializer,
    CategorisedSerializer,
    CategoriseSerializer,
    ChangedSerializer,
    EditSerializer,
    FilterSerializer,
    SelectionSerializer,
    SortedFilterSerializer,
    SpellingQuerySerializer,
    SpellingSerializer,
    TotalSerializer,
    TransactionSerializer,
    UndoneSerializer,
)
from apps.statements.spending.filtered_totals import filtered_totals
from apps.statements.text_search import correct_spelling
from apps.statements.undo import delete_transactions, undo_change


class Sorted(NewestFirst):
    def get_ordering(
        self, request: Request, queryset: QuerySet[Transaction], view: APIView
    ) -> tuple[str, ...]:
        filters = SortedFilterSerializer.parse(request.query_params)
        return ordering(request.query_params.get("sort", NEWEST_FIRST), filters)


@extend_schema_view(list=extend_schema(parameters=[SortedFilterSerializer]))
class TransactionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Transaction]):
    serializer_class = TransactionSerializer
    pagination_class = Sorted
    queryset = Transaction.objects.none()
    lookup_value_regex = "[0-9]{1,18}"
    parser_classes = (JSONParser,)

    def get_queryset(self) -> QuerySet[Transaction]:
        if self.action == "partial_update":
            return Transaction.objects.filter(owner_id=_owner(self.request))
        filters = SortedFilterSerializer.parse(self.request.query_params)
        # The position of the next page.
        return filters.queryset(owner_id=_owner(self.request)).annotate(whole_amount=WHOLE_AMOUNT)

    @extend_schema(request=AddSerializer, responses={201: TransactionSerializer})
    @error_responses(Throttled)
    def create(self, request: Request) -> Response:
        """Add a transaction that no statement has."""
        serializer = AddSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        consume(ENTRIES_PER_USER, "entry", request.user.pk)
        data = serializer.validated_data
        added = add_transaction(owner_id=_owner(request), day=data.pop("date"), **data)
        return Response(TransactionSerializer(added).data, status=HTTPStatus.CREATED)

    @extend_schema(request=EditSerializer, responses=TransactionSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Edit merchant, category or note, or leave it out of the spending."""
        serializer = EditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        edited = edit_transaction(
            self.get_object(), owner_id=_owner(request), values=serializer.validated_data
        )
        return Response(TransactionSerializer(edited).data)

    @extend_schema(parameters=[FilterSerializer], responses=TotalSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """Return the number and total of matching transactions per currency."""
        filters = FilterSerializer.parse(request.query_params)
        totals = filtered_totals(filters=filters, owner_id=_owner(request))
        return Response(TotalSerializer(totals, many=True).data)

    @extend_schema(parameters=[SpellingQuerySerializer], responses=SpellingSerializer)
    @action(detail=False, pagination_class=None)
    def spelling(self, request: Request) -> Response:
        """Replace each word that no transaction contains by the most similar one."""
        query = SpellingQuerySerializer(data=parse_query_params(request.query_params))
        query.is_valid(raise_exception=True)
        text = correct_spelling(owner_id=_owner(request), text=query.validated_data["text"])
        return Response(SpellingSerializer({"text": text}).data)

    @extend_schema(request=CategoriseSerializer, responses=CategorisedSerializer)
    @action(detail=False, methods=["post"])
    def categorise(self, request: Request) -> Response:
        """Set the category of transactions, and propose a rule for future ones."""
        serializer = CategoriseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        owner_id = _owner(request)
        result = categorize_transactions(
            chosen=serializer.to_filter().queryset(owner_id=owner_id),
            owner_id=owner_id,
            category=serializer.validated_data["category"],
        )
        return Response(CategorisedSerializer(result).data)

    @extend_schema(request=SelectionSerializer, responses=ChangedSerializer)
    # A method named `delete` would answer DELETE of every URL.
    @action(detail=False, methods=["post"], url_path="delete")
    def delete_chosen(self, request: Request) -> Response:
        """Delete transactions, which can be undone for ten minutes."""
        serializer = SelectionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        owner_id = _owner(request)
        chosen = serializer.to_filter().queryset(owner_id=owner_id)
        deleted, change = delete_transactions(chosen=chosen, owner_id=owner_id)
        result = {"changed": deleted, "change": change and change.pk}
        return Response(ChangedSerializer(result).data)


class UndoView(APIView):
    @extend_schema(request=None, responses=UndoneSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Undo a change of categories, a merge or a deletion made in the last ten minutes.

        Transactions that were changed again since then are left as they are.
        """
        try:
            changed = undo_change(change_id=pk, owner_id=_owner(request))
        except TransactionChange.DoesNotExist as error:
            raise NotFound(_("This can no longer be undone.")) from error
        return Response(UndoneSerializer({"changed": changed}).data)


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
