from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.models import User
from apps.core.openapi import error_responses
from apps.core.pagination import NewestFirst
from apps.statements.categorization.catalog import Catalog
from apps.statements.categorization.recategorization import apply_rule
from apps.statements.categorization.rule_changes import (
    Place,
    edit_rule,
    preview_rule,
    save_rule,
)
from apps.statements.models import CategoryRule
from apps.statements.serializers.categories import (
    CategoryRuleSerializer,
    PreviewedSerializer,
    PreviewSerializer,
)
from apps.statements.serializers.transactions import ChangedSerializer


class FirstToLast(NewestFirst):
    ordering = ("position", "-id")


class CategoryRuleViewSet(
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[CategoryRule],
):
    serializer_class = CategoryRuleSerializer
    pagination_class = FirstToLast
    queryset = CategoryRule.objects.none()
    lookup_value_regex = "[0-9]{1,18}"
    parser_classes = (JSONParser,)

    def get_queryset(self) -> QuerySet[CategoryRule]:
        return CategoryRule.objects.filter(owner_id=self._owner_id)

    def get_serializer_context(self) -> dict[str, Any]:
        catalog = Catalog.load(owner_id=self._owner_id)
        return {**super().get_serializer_context(), "catalog": catalog}

    def perform_create(self, serializer: BaseSerializer[CategoryRule]) -> None:
        """Create a rule, or replace the one with the same conditions."""
        values = dict(serializer.validated_data)
        before = _place(values) or Place.FIRST
        serializer.instance = save_rule(owner_id=self._owner_id, values=values, before=before)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Edit a rule, or move it before another one."""
        rule = self.get_object()
        serializer = self.get_serializer(rule, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        before = _place(values)
        edited = edit_rule(rule, values=values, before=before)
        return Response(self.get_serializer(edited).data)

    @extend_schema(request=None, responses=ChangedSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:
        """Apply the rule to existing transactions, without those of rules before it."""
        return Response(ChangedSerializer(apply_rule(self.get_object())).data)

    @extend_schema(request=PreviewSerializer, responses=PreviewedSerializer)
    @error_responses(NotFound)
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Return what a rule would change, without saving it."""
        serializer = PreviewSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        rule = CategoryRule(owner_id=self._owner_id)
        if stored := values.pop("rule", None):
            rule = get_object_or_404(self.get_queryset(), pk=stored)
        for field, value in values.items():
            setattr(rule, field, value)
        return Response(PreviewedSerializer(preview_rule(rule)).data)

    @property
    def _owner_id(self) -> int:
        return cast(User, self.request.user).pk


def _place(values: dict[str, Any]) -> int | Place | None:
    """Remove the place from the values, and return it; None if it was not given."""
    if "before" not in values:
        return None
    before: int | None = values.pop("before")
    return Place.LAST if before is None else before
