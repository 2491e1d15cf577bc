from collections.abc import Iterator
from contextlib import contextmanager, suppress

from celery import shared_task
from django.core.cache import cache

from apps.core.websockets import notify_user
from apps.links.page_titles import TIMEOUT_SECONDS, UnreadablePageError, fetch_title

# For all users together: the queue also sends the emails, which must not wait for slow pages.
MAX_CONCURRENT_READS = 2


@shared_task
def read_title(*, url: str, user_id: int) -> None:
    """Send the title of the page to the user's submit form.

    It is empty if there is none, if too many are being read, or if one is being read for this user.
    Safe to run twice.
    """
    title = ""
    with _title_slot(user_id) as is_acquired:
        if is_acquired:
            with suppress(UnreadablePageError):
                title = fetch_title(url)
    notify_user(user_id=user_id, event={"type": "links.title", "url": url, "title": title})


@contextmanager
def _title_slot(user_id: int) -> Iterator[bool]:
    """Yield whether a slot was free for the user. The slot of a worker that died expires."""
    seconds = TIMEOUT_SECONDS + 5
    own = f"links:title:user:{user_id}"
    if not cache.add(own, True, seconds):
        yield False
        return
    slots = (f"links:title:slot:{number}" for number in range(MAX_CONCURRENT_READS))
    slot = next((key for key in slots if cache.add(key, True, seconds)), None)
    try:
        yield slot is not None
    finally:
        cache.delete_many([own, slot] if slot else [own])
