from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.sessions.models import Session as BrowserSession
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import override

from apps.accounts import emails
from apps.accounts.audit_log import read_notification_token, record_event
from apps.accounts.client_info import ClientInfo
from apps.accounts.credentials.passwords import encode_uid, reset_tokens
from apps.accounts.mailing import delete_old_undelivered_mails, deliver, mail_task
from apps.accounts.models import Archive, PendingSignUp, SecurityEvent, Session, User
from apps.accounts.privacy import account_deletion, export
from apps.accounts.privacy.export import notify_archive_changed
from apps.accounts.registration import email_change, sign_up
from apps.accounts.social.oauth_flow import delete_abandoned_states
from apps.core.jobs import Job, JobBusyError, Reason

SESSION_RETENTION = timedelta(days=30)
MAX_RETRY_DELAY_SECONDS = 300


@mail_task
def mail_sign_up(*, pending_id: str, language: str) -> None:
    pending = PendingSignUp.objects.filter(pk=pending_id).first()
    if pending is None:
        return
    with override(language):
        if User.objects.filter(email=pending.email, email_confirmed=True).exists():
            mail = emails.already_registered(pending.email)
        else:
            mail = emails.sign_up(pending, token=sign_up.create_link_token(pending))
    deliver(mail)


@mail_task
def mail_password_reset(*, email: str, language: str, address: str | None, device: str) -> None:
    """Look the email up in the task, so that the response takes as long without an account.

    `address` and `device` are those of the request.
    """
    user = User.objects.filter(email=email, email_confirmed=True, is_active=True).first()
    if user is not None:
        with override(language):
            mail = emails.password_reset(
                user, uid=encode_uid(user), token=reset_tokens.make_token(user)
            )
        deliver(mail)
        client_info = ClientInfo(ip_address=address, device=device)
        record_event(SecurityEvent.Kind.PASSWORD_RESET_ASKED, user=user, client_info=client_info)


@mail_task
def mail_change_of_address(*, token: str, language: str) -> None:
    """Mail the link. `token` is of `email_change.create_request_token`: it needs a signature."""
    try:
        user, email = email_change.read_request_token(token)
    except sign_up.InvalidLinkError:
        return
    with override(language):
        mail: EmailMessage = (
            emails.email_taken(email)
            if User.objects.filter(email=email, email_confirmed=True).exists()
            else emails.confirm_email(
                user, email=email, token=email_change.create_link_token(user, email=email)
            )
        )
    deliver(mail)


@mail_task
def mail_notice(*, token: str, language: str) -> None:
    """Mail a security event. `token` is of `audit_log.create_notification_token`."""
    try:
        event, email = read_notification_token(token)
    except SecurityEvent.DoesNotExist:
        return
    with override(language):
        mail = emails.security_notification(event, email=email)
    deliver(mail)


# Tasks in flight and the schedule know it by its first name.
@shared_task(name="apps.accounts.tasks.forget_what_is_over")
def delete_expired_rows() -> None:
    """Delete unconfirmed sign-ups, sessions that ended a month ago, old undelivered mails, and
    expired Django sessions, which the admin and social logins use."""
    now = timezone.now()
    PendingSignUp.objects.filter(created_at__lt=now - sign_up.LINK_LIFETIME).delete()
    Session.objects.filter(expires_at__lt=now - SESSION_RETENTION).delete()
    Session.objects.filter(ended_at__lt=now - SESSION_RETENTION).delete()
    delete_old_undelivered_mails()
    BrowserSession.objects.filter(expire_date__lt=now).delete()


@shared_task
def forget_abandoned_sign_ins() -> None:
    """Delete the states of social logins that were never finished. Their sessions are left to
    `delete_expired_rows`, which runs at the same time: the two would lock each other out."""
    delete_abandoned_states()


@shared_task(bind=True, max_retries=None)
def make_archive(self: Task[..., None], *, archive_id: str, language: str) -> None:
    try:
        archive = export.build_archive(archive_id=UUID(archive_id))
    except (InterfaceError, OperationalError) as error:
        raise self.retry(exc=error, countdown=_retry_delay(self)) from error
    except SoftTimeLimitExceeded:
        _close_archive(archive_id, Reason.TIMED_OUT)
        raise
    except Exception:
        _close_archive(archive_id, "failed")
        raise
    _notify_owner(archive, language)


def _close_archive(archive_id: str, code: str) -> None:
    # Another process builds it after all.
    with suppress(JobBusyError):
        _close_archive_job(archive_id, code)


def _close_archive_job(key: str, code: str) -> None:
    archive = export.close_archive(archive_id=UUID(key), code=code)
    _notify_owner(archive, archive.language if archive else "")


def _resume_archive(key: str) -> None:
    archive = export.count_attempt(archive_id=UUID(key))
    if archive is None:
        return
    if archive.status == Archive.Status.QUEUED:
        make_archive.delay(archive_id=key, language=archive.language)
    else:
        _notify_owner(archive, archive.language)


ARCHIVE_JOB = Job(
    task="apps.accounts.tasks.make_archive",
    argument="archive_id",
    unfinished=export.get_unfinished_archive_ids,
    resume=_resume_archive,
    close=_close_archive_job,
)


def _notify_owner(archive: Archive | None, language: str) -> None:
    if archive is None:
        return
    notify_archive_changed(archive)
    # A user who cancelled it needs no mail.
    if archive.problem_code != Reason.CANCELLED:
        mail_archive.delay(archive_id=str(archive.pk), language=language)


def _retry_delay(task: Task[..., None]) -> int:
    """Return 2, 4, 8 … seconds, at most MAX_RETRY_DELAY_SECONDS."""
    return int(min(2 ** (task.request.retries + 1), MAX_RETRY_DELAY_SECONDS))


@mail_task
def mail_archive(*, archive_id: str, language: str) -> None:
    archive = Archive.objects.select_related("owner").filter(pk=archive_id).first()
    if archive is None:
        return
    with override(language):
        email = archive.owner.email
        is_ready = archive.status == Archive.Status.READY
        mail = emails.archive_ready(email) if is_ready else emails.archive_failed(email)
    deliver(mail)


@shared_task
def forget_old_archives() -> None:
    export.delete_old_archives()


@shared_task
def delete_due_accounts() -> None:
    for user_id in account_deletion.get_due_user_ids():
        delete_account.delay(user_id=user_id)


@shared_task(bind=True, max_retries=None)
def delete_account(self: Task[..., None], *, user_id: int) -> None:
    try:
        deleted = account_deletion.delete_account(user_id=user_id)
    except (InterfaceError, OperationalError) as error:
        # The database is unavailable, or an import is running.
        raise self.retry(exc=error, countdown=_retry_delay(self)) from error
    if deleted is not None:
        mail_account_deleted.delay(email=deleted.email, language=deleted.language)


@mail_task
def mail_account_deleted(*, email: str, language: str) -> None:
    with override(language):
        mail = emails.account_deleted(email)
    deliver(mail)
