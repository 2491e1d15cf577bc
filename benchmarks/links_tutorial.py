"""The resolvers of the howtographql tutorial on our tables, to compare Links with."""

from typing import Any

import graphene
from django.conf import settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from graphene_django import DjangoObjectType
from graphene_django.views import GraphQLView

from apps.accounts.models import User
from apps.links.models import Link, Vote
from config.urls import urlpatterns as ours

assert settings.configured


class UserType(DjangoObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        model = User
        fields = ("id", "handle")

    username = graphene.String()

    @staticmethod
    def resolve_username(user: User, info: Any) -> str:
        return user.handle


class LinkType(DjangoObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        model = Link
        fields = ("id", "url", "posted_by", "votes")

    description = graphene.String()

    @staticmethod
    def resolve_description(link: Link, info: Any) -> str:
        return link.title


class VoteType(DjangoObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        model = Vote
        fields = ("id", "user", "link")


class Query(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    links = graphene.List(LinkType, first=graphene.Int())

    @staticmethod
    def resolve_links(root: None, info: Any, first: int | None = None) -> Any:
        # The tutorial has no order: with ours, both return the same.
        return Link.objects.order_by("-pk")[:first]


schema = graphene.Schema(query=Query)
urlpatterns = [path("graphql/", csrf_exempt(GraphQLView.as_view(schema=schema))), *ours]
