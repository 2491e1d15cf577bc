from typing import cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.pagination import NewestFirst
from apps.statements.categorization.recategorization import categorize_transactions
from apps.statements.filters import NEWEST_FIRST, TransactionFilter, ordering
from apps.statements.models import Transaction
from apps.statements.serializers.transactions import (
    CategorisedSerializer,
    CategoriseSerializer,
    FilterSerializer,
    SortedFilterSerializer,
    TotalSerializer,
    TransactionSerializer,
)
from apps.statements.spending.summaries import filtered_totals


class Sorted(NewestFirst):
    def get_ordering(
        self, request: Request, queryset: QuerySet[Transaction], view: APIView
    ) -> tuple[str, str]:
        return ordering(request.query_params.get("sort", NEWEST_FIRST))


@extend_schema_view(list=extend_schema(parameters=[SortedFilterSerializer]))
class TransactionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Transaction]):
    serializer_class = TransactionSerializer
    pagination_class = Sorted
    queryset = Transaction.objects.none()

    def get_queryset(self) -> QuerySet[Transaction]:
        filters = SortedFilterSerializer.parse(self.request.query_params)
        return filters.queryset(owner_id=_owner(self.request))

    @extend_schema(parameters=[FilterSerializer], responses=TotalSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """Return the number and total of matching transactions per currency."""
        filters = FilterSerializer.parse(request.query_params)
        totals = filtered_totals(filters=filters, owner_id=_owner(request))
        return Response(TotalSerializer(totals, many=True).data)

    @extend_schema(request=CategoriseSerializer, responses=CategorisedSerializer)
    @action(detail=False, methods=["post"], parser_classes=(JSONParser,))
    def categorise(self, request: Request) -> Response:
        """Set the category of transactions, and propose a rule for future ones."""
        serializer = CategoriseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        owner_id, category = _owner(request), data["category"]
        chosen = TransactionFilter(ids=data.get("ids"), **data.get("filter", {})).queryset(
            owner_id=owner_id
        )
        result = categorize_transactions(chosen=chosen, owner_id=owner_id, category=category)
        return Response(CategorisedSerializer(result).data)


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
