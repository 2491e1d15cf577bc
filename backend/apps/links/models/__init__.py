from apps.links.models.bookmark import HiddenLink, SavedLink
from apps.links.models.comment import Comment
from apps.links.models.comment_vote import CommentVote
from apps.links.models.flag import Flag
from apps.links.models.link import Link
from apps.links.models.moderation import Moderation
from apps.links.models.profile import Profile
from apps.links.models.search_entry import SearchEntry
from apps.links.models.search_word import SearchWord
from apps.links.models.status import Status
from apps.links.models.vote import Vote

__all__ = [
    "Comment",
    "CommentVote",
    "Flag",
    "HiddenLink",
    "Link",
    "Moderation",
    "Profile",
    "SavedLink",
    "SearchEntry",
    "SearchWord",
    "Status",
    "Vote",
]
