from celery import shared_task

from apps.core.live import send_live
from apps.links.titles import UnreadableError, title_of


@shared_task
def read_title(*, url: str, user_id: int) -> None:
    """For the form that somebody fills in: no more than a hint, and an empty one where there is
    none. Run twice, it says the same."""
    try:
        title = title_of(url)
    except UnreadableError:
        title = ""
    send_live(user_id=user_id, event={"type": "links.title", "url": url, "title": title})
