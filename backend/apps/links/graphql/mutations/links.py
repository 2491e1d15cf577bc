import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import UserType, get_viewer
from apps.accounts.models import User
from apps.core.graphql.errors import bad_input
from apps.links import canonical_urls, notifications, rate_limits, submissions
from apps.links.graphql import related
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import LinkType, parse_id
from apps.links.tasks import read_title


class CreateLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Submit a link or a text post. A link that exists already gets your vote instead."""

    class Arguments:
        url = graphene.String(required=True, default_value="")
        description = graphene.String(required=True, default_value="", description="The title.")
        text = graphene.String(required=True, default_value="")

    id = graphene.Int()
    url = graphene.String()
    description = graphene.String()
    posted_by = graphene.Field(UserType)
    link = graphene.Field(LinkType)
    is_duplicate = graphene.Boolean(description="Whether the link existed already.")

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, url: str, description: str, text: str
    ) -> "CreateLink":
        user = get_viewer(info, otherwise=_("Sign in to submit a link."))
        submission = submit_and_notify(user, url=url, title=description, text=text)
        link = submission.link
        return CreateLink(
            id=link.pk,
            url=link.url,
            description=link.title,
            posted_by=related.load_user(link, "posted_by_id"),
            link=link,
            is_duplicate=submission.is_duplicate,
        )


def submit_and_notify(
    user: User, *, url: str, title: str, text: str = ""
) -> submissions.Submission:
    rate_limits.consume_submission(user)
    with translate_errors():
        submission = submissions.submit_link(user=user, url=url, title=title, text=text)
    if submission.is_duplicate:
        notifications.notify_counts_changed(submission.link)
    else:
        notifications.notify_link_created(submission.link)
    return submission


class ReadTitle(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Fetch the title of a page. It arrives as a `links.title` event over the live WebSocket."""

    class Arguments:
        url = graphene.String(required=True)

    asked = graphene.Boolean(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, url: str) -> "ReadTitle":
        user = get_viewer(info)
        url = canonical_urls.add_scheme(url)
        try:
            canonical_urls.split_url(url)
        except canonical_urls.InvalidUrlError as error:
            raise bad_input(error.message, field="url") from error
        rate_limits.consume_title(user)
        read_title.delay(url=url, user_id=user.pk)
        return ReadTitle(asked=True)


class EditLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Edit your own link within two hours."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        description = graphene.String()
        text = graphene.String()

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(
        root: None,
        info: GraphQLResolveInfo,
        key: str,
        description: str | None = None,
        text: str | None = None,
    ) -> "EditLink":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            link = submissions.edit_link(
                user=user, link_id=parse_id(key), title=description, text=text
            )
        return EditLink(link=link)


class DeleteLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Delete your own link within two hours."""

    class Arguments:
        key = graphene.ID(name="id", required=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str) -> "DeleteLink":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            return DeleteLink(link=submissions.delete_link(user=user, link_id=parse_id(key)))
