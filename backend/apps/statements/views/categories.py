from typing import cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.pagination import NewestFirst
from apps.statements.categorising import apply_rule, categories_of, keep_rule
from apps.statements.models import CategoryRule
from apps.statements.serializers.transactions import CategoryRuleSerializer, ChangedSerializer


class CategoriesView(APIView):
    @extend_schema(responses={200: {"type": "array", "items": {"type": "string"}}})
    def get(self, request: Request) -> Response:
        """The default categories, which pages translate, then the owner's own words."""
        return Response(categories_of(owner_id=cast(User, request.user).pk))


class CategoryRuleViewSet(
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[CategoryRule],
):
    serializer_class = CategoryRuleSerializer
    pagination_class = NewestFirst
    queryset = CategoryRule.objects.none()

    def get_queryset(self) -> QuerySet[CategoryRule]:
        return CategoryRule.objects.filter(owner_id=self.request.user.pk)

    def perform_create(self, serializer: BaseSerializer[CategoryRule]) -> None:
        said = serializer.validated_data
        serializer.instance = keep_rule(
            owner_id=cast(User, self.request.user).pk,
            text=said["text"],
            category=said["category"],
        )

    @extend_schema(request=None, responses=ChangedSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:
        """Gives its category to the transactions that are there already."""
        return Response(ChangedSerializer({"changed": apply_rule(self.get_object())}).data)
