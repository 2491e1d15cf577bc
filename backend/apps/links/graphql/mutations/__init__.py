import graphene

from apps.links.graphql.mutations.bookmarks import HideLink, SaveLink
from apps.links.graphql.mutations.comments import (
    CreateComment,
    DeleteComment,
    EditComment,
    RestoreComment,
)
from apps.links.graphql.mutations.links import CreateLink, DeleteLink, EditLink, ReadTitle
from apps.links.graphql.mutations.moderation import FlagItem, Moderate
from apps.links.graphql.mutations.profiles import EditProfile, MarkRepliesRead
from apps.links.graphql.mutations.votes import CreateVote, RemoveVote, VoteOnComment


class LinksMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    create_link = CreateLink.Field()
    read_title = ReadTitle.Field()
    edit_link = EditLink.Field()
    delete_link = DeleteLink.Field()
    create_vote = CreateVote.Field()
    remove_vote = RemoveVote.Field()
    save_link = SaveLink.Field()
    hide_link = HideLink.Field()
    create_comment = CreateComment.Field()
    edit_comment = EditComment.Field()
    delete_comment = DeleteComment.Field()
    restore_comment = RestoreComment.Field()
    vote_on_comment = VoteOnComment.Field()
    flag = FlagItem.Field()
    moderate = Moderate.Field()
    edit_profile = EditProfile.Field()
    mark_replies_read = MarkRepliesRead.Field()
