"""Emails as text and as HTML, in the active language."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.accounts.models import PendingSignUp, SecurityEvent, User
from apps.accounts.privacy import account_deletion
from apps.accounts.registration import email_change
from apps.accounts.social.providers import PROVIDERS

Kind = SecurityEvent.Kind


@dataclass(frozen=True)
class Button:
    """A link: a button with this label in HTML, its URL in the text."""

    label: str
    url: str


def sign_up(pending: PendingSignUp, *, token: str) -> EmailMessage:
    via = PROVIDERS[pending.provider].title if pending.provider else ""
    return _mail(
        pending.email,
        _("Confirm your email"),
        _("Confirm your email to finish signing up as %(handle)s.") % {"handle": pending.handle},
        *([_("You will sign in with %(provider)s.") % {"provider": via}] if via else []),
        _("This link is valid for 24 hours:"),
        Button(_("Confirm email"), _link("/confirm-sign-up", token=token)),
        _("If this wasn't you, ignore this email. No account will be created."),
    )


def already_registered(email: str) -> EmailMessage:
    return _mail(
        email,
        _("You already have an account"),
        _("You tried to sign up with this email, but it already has an account."),
        _("Sign in:"),
        Button(_("Sign in"), _link("/sign-in")),
        _("If you forgot your password, reset it:"),
        Button(_("Reset password"), _link("/forgot-password")),
    )


def password_reset(user: User, *, uid: str, token: str) -> EmailMessage:
    return _mail(
        user.email,
        _("Reset your password"),
        _("A password reset was requested for the account %(handle)s.") % {"handle": user.handle},
        _("This link is valid for one hour and can be used once:"),
        Button(_("Reset password"), _link("/reset-password", uid=uid, token=token)),
        _("If this wasn't you, ignore this email. Your password stays the same."),
    )


def confirm_email(user: User, *, email: str, token: str) -> EmailMessage:
    return _mail(
        email,
        _("Confirm your new email"),
        _("%(email)s was requested as the new email of the account %(handle)s.")
        % {"email": email, "handle": user.handle},
        _("This link is valid for 24 hours:"),
        Button(_("Confirm email"), _link("/confirm-email", token=token)),
        _("If this wasn't you, ignore this email. Nothing will change."),
    )


def email_taken(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your email was requested for another account"),
        _("This email was requested for another account. It stays with your account."),
        _("You don't need to do anything."),
    )


def security_notification(event: SecurityEvent, *, email: str) -> EmailMessage:
    """Return the mail about a security event."""
    return _mail(
        email,
        _describe(event),
        *_consequences(event),
        _("This happened on %(when)s, from %(device)s, %(address)s.")
        % {
            "when": _format_time(event.created_at),
            "device": event.device or _("unknown device"),
            "address": event.address or _("unknown IP address"),
        },
        *_next_steps(event, email),
    )


def _consequences(event: SecurityEvent) -> tuple[str | Button, ...]:
    """Return when an account will be deleted, and the button that prevents it."""
    user = event.user
    if event.kind != Kind.DELETION_ASKED or user is None or user.deletion_due_at is None:
        return ()
    return (
        _("The account %(handle)s and all its data will be deleted after %(when)s.")
        % {"handle": user.handle, "when": _format_time(user.deletion_due_at)},
        _("If you changed your mind or didn't request this, keep your account:"),
        Button(
            _("Keep my account"),
            _link("/keep-account", token=account_deletion.create_keep_token(event)),
        ),
    )


def _next_steps(event: SecurityEvent, email: str) -> tuple[str | Button, ...]:
    if event.kind == Kind.EMAIL_CHANGED and email == event.details.get("before"):
        return (
            _(
                "If this wasn't you, undo the change with this link within 7 days. It restores "
                "this email, signs you out everywhere and lets you set a new password:"
            ),
            Button(
                _("Undo change"),
                _link("/undo-email", token=email_change.create_undo_token(event)),
            ),
        )
    return (
        _("If this wasn't you, reset your password and check your sessions:"),
        Button(_("Reset password"), _link("/forgot-password")),
    )


def _format_time(moment: datetime) -> str:
    """Return date, time and time zone."""
    local = localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def archive_ready(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data export is ready"),
        _("Download your data within 7 days:"),
        Button(_("Download data"), _link("/account/data")),
        _("If you didn't request this, check your sessions and change your password:"),
        Button(_("Check sessions"), _link("/account/sessions")),
    )


def archive_failed(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data export failed"),
        _("Something went wrong on our side. Please request the export again:"),
        Button(_("Request export"), _link("/account/data")),
    )


def account_deleted(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your account has been deleted"),
        _("As requested two weeks ago, your account and all its data have been deleted."),
        _("This is the last email you will receive from us."),
    )


# Security events that the owner is notified of by email.
EMAILED_EVENTS = frozenset(
    {
        Kind.TOKEN_REPLAYED,
        Kind.PASSWORD_CHANGED,
        Kind.PASSWORD_RESET,
        Kind.EMAIL_CHANGE_ASKED,
        Kind.EMAIL_CHANGED,
        Kind.EMAIL_CHANGE_UNDONE,
        Kind.SECOND_FACTOR_ADDED,
        Kind.SECOND_FACTOR_APPROVED,
        Kind.SECOND_FACTOR_REMOVED,
        Kind.RECOVERY_CODE_USED,
        Kind.RECOVERY_CODES_RENEWED,
        Kind.PASSKEY_ADDED,
        Kind.PASSKEY_REMOVED,
        Kind.SOCIAL_LINKED,
        Kind.SOCIAL_UNLINKED,
        Kind.DELETION_ASKED,
        Kind.DELETION_CANCELLED,
    }
)


def _describe(event: SecurityEvent) -> str:
    return {
        Kind.TOKEN_REPLAYED: _("You were signed out because a refresh token was reused"),
        Kind.PASSWORD_CHANGED: _("Your password was changed"),
        Kind.PASSWORD_RESET: _("Your password was reset"),
        Kind.EMAIL_CHANGE_ASKED: _("A change of your email was requested"),
        Kind.EMAIL_CHANGED: _("Your email was changed"),
        Kind.EMAIL_CHANGE_UNDONE: _("The change of your email was undone"),
        Kind.SECOND_FACTOR_ADDED: _("An authenticator app was added"),
        Kind.SECOND_FACTOR_APPROVED: _("Your second factor was approved for the admin"),
        Kind.SECOND_FACTOR_REMOVED: _("Your authenticator app was removed"),
        Kind.RECOVERY_CODE_USED: _("A recovery code was used to sign in"),
        Kind.RECOVERY_CODES_RENEWED: _("New recovery codes were created"),
        Kind.PASSKEY_ADDED: _("A passkey was added"),
        Kind.PASSKEY_REMOVED: _("A passkey was removed"),
        Kind.SOCIAL_LINKED: _("A social account was linked"),
        Kind.SOCIAL_UNLINKED: _("A social account was unlinked"),
        Kind.DELETION_ASKED: _("Your account will be deleted"),
        Kind.DELETION_CANCELLED: _("Your account will not be deleted"),
    }[Kind(event.kind)]


def _link(path: str, **secrets: str) -> str:
    """Return a URL with secrets in its fragment, which browsers do not send and nothing logs."""
    return f"{settings.SITE_URL}{path}" + (f"#{urlencode(secrets)}" if secrets else "")


def _mail(to: str, subject: str, *parts: str | Button) -> EmailMessage:
    context = {
        "product": settings.PRODUCT_NAME,
        "site": settings.SITE_URL,
        "subject": subject,
        "parts": parts,
        "footer": _("Sent by %(product)s,") % {"product": settings.PRODUCT_NAME},
    }
    mail = EmailMultiAlternatives(
        subject=subject, body=render_to_string("accounts/email.txt", context), to=[to]
    )
    mail.attach_alternative(render_to_string("accounts/email.html", context), "text/html")
    return mail
