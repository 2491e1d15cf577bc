from datetime import timedelta
from uuid import UUID

from celery import Task, shared_task
from django.contrib.sessions.models import Session as BrowserSession
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import override

from apps.accounts import addresses, mails, sign_up
from apps.accounts.belongings import archives, deletion
from apps.accounts.belongings.news import tell_owner
from apps.accounts.events import record
from apps.accounts.models import Archive, PendingSignUp, SecurityEvent, Session, User
from apps.accounts.passwords import reset_tokens, reset_uid
from apps.accounts.social.authorizations import forget_abandoned
from apps.accounts.visitors import Visitor

SESSIONS_KEPT_FOR = timedelta(days=30)
LONGEST_WAIT = 300


@shared_task
def mail_sign_up(*, pending_id: str, language: str) -> None:
    pending = PendingSignUp.objects.filter(pk=pending_id).first()
    if pending is None:
        return
    with override(language):
        if User.objects.filter(email=pending.email, email_confirmed=True).exists():
            mail = mails.sign_up_of_member(pending.email)
        else:
            mail = mails.sign_up(pending, token=sign_up.link_token(pending))
    mail.send()


@shared_task
def mail_password_reset(*, email: str, language: str, address: str | None, device: str) -> None:
    """Looked up here, so that the door takes as long for an address that has no account.

    `address` and `device` are those of whoever asked.
    """
    user = User.objects.filter(email=email, email_confirmed=True, is_active=True).first()
    if user is not None:
        with override(language):
            mail = mails.password_reset(
                user, uid=reset_uid(user), token=reset_tokens.make_token(user)
            )
        mail.send()
        visitor = Visitor(address=address, device=device)
        record(SecurityEvent.Kind.PASSWORD_RESET_ASKED, user=user, visitor=visitor)


@shared_task
def mail_change_of_address(*, user_id: int, email: str, language: str) -> None:
    user = User.objects.get(pk=user_id)
    with override(language):
        mail: EmailMessage = (
            mails.address_taken(email)
            if User.objects.filter(email=email, email_confirmed=True).exists()
            else mails.confirm_email(
                user, email=email, token=addresses.link_token(user, email=email)
            )
        )
    mail.send()


@shared_task
def mail_notice(*, event_id: int, email: str, language: str) -> None:
    event = SecurityEvent.objects.get(pk=event_id)
    with override(language):
        mail = mails.notice(event, email=email)
    mail.send()


@shared_task
def forget_what_is_over() -> None:
    """Sign-ups that nobody confirmed, sessions that ended a month ago, and Django's own: those of
    the admin, and of who went to a social provider."""
    now = timezone.now()
    PendingSignUp.objects.filter(created_at__lt=now - sign_up.LINK_GOOD_FOR).delete()
    Session.objects.filter(expires_at__lt=now - SESSIONS_KEPT_FOR).delete()
    Session.objects.filter(ended_at__lt=now - SESSIONS_KEPT_FOR).delete()
    BrowserSession.objects.filter(expire_date__lt=now).delete()


@shared_task
def forget_abandoned_sign_ins() -> None:
    """Of who went to a social provider and never came back. Their sessions are in the table that
    `forget_what_is_over` clears at the same moment: two would wait for each other there."""
    forget_abandoned()


@shared_task(bind=True, max_retries=None)
def make_archive(self: Task[..., None], *, archive_id: str, language: str) -> None:
    try:
        archive = archives.make_archive(archive_id=UUID(archive_id))
    except (InterfaceError, OperationalError) as error:
        raise self.retry(exc=error, countdown=_wait(self)) from error
    except Exception:
        _tell_of(archives.give_up(archive_id=UUID(archive_id)), language)
        raise
    _tell_of(archive, language)


def _tell_of(archive: Archive | None, language: str) -> None:
    if archive is not None:
        tell_owner(archive)
        mail_archive.delay(archive_id=str(archive.pk), language=language)


def _wait(task: Task[..., None]) -> int:
    """Seconds: 2, 4, 8 …, for as long as it takes."""
    return int(min(2 ** (task.request.retries + 1), LONGEST_WAIT))


@shared_task
def mail_archive(*, archive_id: str, language: str) -> None:
    archive = Archive.objects.select_related("owner").filter(pk=archive_id).first()
    if archive is None:
        return
    with override(language):
        email = archive.owner.email
        is_ready = archive.status == Archive.Status.READY
        mail = mails.archive_ready(email) if is_ready else mails.archive_failed(email)
    mail.send()


@shared_task
def forget_old_archives() -> None:
    archives.forget_old_archives()


@shared_task
def delete_due_accounts() -> None:
    for user_id in deletion.due_accounts():
        delete_account.delay(user_id=user_id)


@shared_task(bind=True, max_retries=None)
def delete_account(self: Task[..., None], *, user_id: int) -> None:
    try:
        departed = deletion.delete_account(user_id=user_id)
    except (InterfaceError, OperationalError) as error:
        # The database is away, or an import is running.
        raise self.retry(exc=error, countdown=_wait(self)) from error
    if departed is not None:
        mail_account_deleted.delay(email=departed.email, language=departed.language)


@shared_task
def mail_account_deleted(*, email: str, language: str) -> None:
    with override(language):
        mail = mails.account_deleted(email)
    mail.send()
