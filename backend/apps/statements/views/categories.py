from http import HTTPStatus
from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.statements.categorization.own_categories import (
    TooManyCategoriesError,
    create_category,
    edit_category,
    list_categories,
    merge_categories,
)
from apps.statements.rate_limits import CATEGORIES_PER_USER, MERGES_PER_USER
from apps.statements.serializers.categories import (
    CategoryEditSerializer,
    CategorySerializer,
    MergedSerializer,
    MergeSerializer,
    NewCategorySerializer,
    StoredCategorySerializer,
)
from apps.statements.views.api_errors import TooManyCategoriesApiError


class CategoriesView(APIView):
    parser_classes = (JSONParser,)

    @extend_schema(responses=CategorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return the default categories, then the user's own; without merged ones."""
        found = list_categories(owner_id=_owner(request), today=timezone.localdate())
        return Response(CategorySerializer(found, many=True).data)

    @extend_schema(request=NewCategorySerializer, responses={201: StoredCategorySerializer})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        """Create a category."""
        serializer = NewCategorySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        consume(CATEGORIES_PER_USER, "category", request.user.pk)
        try:
            created = create_category(owner_id=_owner(request), **serializer.validated_data)
        except TooManyCategoriesError as error:
            raise TooManyCategoriesApiError("name") from error
        return Response(StoredCategorySerializer(created).data, status=HTTPStatus.CREATED)

    @extend_schema(request=CategoryEditSerializer, responses=StoredCategorySerializer)
    @error_responses(NotFound)
    def patch(self, request: Request) -> Response:
        """Rename, color, archive or restore the category with this key."""
        serializer = CategoryEditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        edited = edit_category(owner_id=_owner(request), key=values.pop("key"), values=values)
        return Response(StoredCategorySerializer(edited).data)


class MergeView(APIView):
    parser_classes = (JSONParser,)

    @extend_schema(request=MergeSerializer, responses=MergedSerializer)
    @error_responses(NotFound, Throttled)
    def post(self, request: Request) -> Response:
        """Merge a category into another one, which can be undone for ten minutes.

        Its transactions and rules move, and later detections of it are the other one.
        """
        serializer = MergeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        consume(MERGES_PER_USER, "merge", request.user.pk)
        merged = merge_categories(owner_id=_owner(request), **serializer.validated_data)
        return Response(MergedSerializer(merged).data)


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
