from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.pagination import NewestFirst
from apps.statements.categorization.recategorization import (
    MAX_RULES,
    TooManyRulesError,
    apply_rule,
    count_matching,
    list_categories,
    save_rule,
)
from apps.statements.models import CategoryRule
from apps.statements.serializers.transactions import (
    CategoryRuleSerializer,
    ChangedSerializer,
    MatchingSerializer,
)


class CategoriesView(APIView):
    @extend_schema(responses={200: {"type": "array", "items": {"type": "string"}}})
    def get(self, request: Request) -> Response:
        """Return the default categories, which clients translate, then the user's own."""
        return Response(list_categories(owner_id=cast(User, request.user).pk))


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
        data = serializer.validated_data
        owner = cast(User, self.request.user)
        try:
            serializer.instance = save_rule(
                owner_id=owner.pk, text=data["text"], category=data["category"]
            )
        except TooManyRulesError as error:
            message = _("You have reached the limit of %(most)s rules. Delete one first.")
            raise ValidationError({"text": message % {"most": MAX_RULES}}) from error

    @extend_schema(request=None, responses=ChangedSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:
        """Apply the rule to existing transactions."""
        return Response(ChangedSerializer(apply_rule(self.get_object())).data)

    @extend_schema(responses=MatchingSerializer)
    @action(detail=True)
    def matching(self, request: Request, pk: str) -> Response:
        """Return the number of existing transactions that the rule would change."""
        rule = self.get_object()
        count = count_matching(owner_id=rule.owner_id, text=rule.text, category=rule.category)
        return Response(MatchingSerializer({"count": count}).data)
