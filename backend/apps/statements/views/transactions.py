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
from apps.statements.categorising import categorise
from apps.statements.filters import NEWEST, Filter, order_of
from apps.statements.models import Transaction
from apps.statements.serializers.transactions import (
    CategorisedSerializer,
    CategoriseSerializer,
    FilterSerializer,
    SortedFilterSerializer,
    TotalSerializer,
    TransactionSerializer,
)
from apps.statements.summaries import totals_of


class Sorted(NewestFirst):
    def get_ordering(
        self, request: Request, queryset: QuerySet[Transaction], view: APIView
    ) -> tuple[str, str]:
        return order_of(request.query_params.get("sort", NEWEST))


@extend_schema_view(list=extend_schema(parameters=[SortedFilterSerializer]))
class TransactionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Transaction]):
    serializer_class = TransactionSerializer
    pagination_class = Sorted
    queryset = Transaction.objects.none()

    def get_queryset(self) -> QuerySet[Transaction]:
        asked = SortedFilterSerializer.read(self.request.query_params)
        return asked.of(owner_id=_owner(self.request))

    @extend_schema(parameters=[FilterSerializer], responses=TotalSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def totals(self, request: Request) -> Response:
        """How many there are and what they add up to, each currency on its own."""
        asked = FilterSerializer.read(request.query_params)
        totals = totals_of(asked=asked, owner_id=_owner(request))
        return Response(TotalSerializer(totals, many=True).data)

    @extend_schema(request=CategoriseSerializer, responses=CategorisedSerializer)
    @action(detail=False, methods=["post"], parser_classes=(JSONParser,))
    def categorise(self, request: Request) -> Response:
        """Says what transactions are for; tells whether a rule could say so from now on."""
        said = CategoriseSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        meant = said.validated_data
        owner_id, category = _owner(request), meant["category"]
        chosen = Filter(ids=meant.get("ids"), **meant.get("filter", {})).of(owner_id=owner_id)
        outcome = categorise(chosen=chosen, owner_id=owner_id, category=category)
        return Response(CategorisedSerializer(outcome).data)


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
