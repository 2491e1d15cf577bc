"""Plain-text emails, in the active language."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.accounts.models import PendingSignUp, SecurityEvent, User
from apps.accounts.registration import email_change
from apps.accounts.social.providers import PROVIDERS

Kind = SecurityEvent.Kind


def sign_up(pending: PendingSignUp, *, token: str) -> EmailMessage:
    via = PROVIDERS[pending.provider].title if pending.provider else ""
    return _mail(
        pending.email,
        _("Confirm your email"),
        _("Confirm your email to finish signing up as %(handle)s.") % {"handle": pending.handle},
        *([_("You will sign in with %(provider)s.") % {"provider": via}] if via else []),
        _("This link is valid for 24 hours:"),
        _link("/confirm-sign-up", token=token),
        _("If this wasn't you, ignore this email. No account will be created."),
    )


def already_registered(email: str) -> EmailMessage:
    return _mail(
        email,
        _("You already have an account"),
        _("You tried to sign up with this email, but it already has an account."),
        _("Sign in:"),
        _link("/sign-in"),
        _("If you forgot your password, reset it:"),
        _link("/forgot-password"),
    )


def password_reset(user: User, *, uid: str, token: str) -> EmailMessage:
    return _mail(
        user.email,
        _("Reset your password"),
        _("A password reset was requested for the account %(handle)s.") % {"handle": user.handle},
        _("This link is valid for one hour and can be used once:"),
        _link("/reset-password", uid=uid, token=token),
        _("If this wasn't you, ignore this email. Your password stays the same."),
    )


def confirm_email(user: User, *, email: str, token: str) -> EmailMessage:
    return _mail(
        email,
        _("Confirm your new email"),
        _("%(email)s was requested as the new email of the account %(handle)s.")
        % {"email": email, "handle": user.handle},
        _("This link is valid for 24 hours:"),
        _link("/confirm-email", token=token),
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
    when = date_format(localtime(event.created_at), "DATETIME_FORMAT")
    return _mail(
        email,
        _("Your account: %(what)s") % {"what": _describe(event)},
        f"{_describe(event)}.",
        _("When: %(when)s (UTC). Where: %(device)s, %(address)s.")
        % {
            "when": when,
            "device": event.device or _("unknown device"),
            "address": event.address or _("unknown IP address"),
        },
        *_next_steps(event, email),
    )


def _next_steps(event: SecurityEvent, email: str) -> tuple[str, str]:
    if event.kind == Kind.EMAIL_CHANGED and email == event.details.get("before"):
        return (
            _(
                "If this wasn't you, undo the change with this link within 7 days. It restores "
                "this email, signs you out everywhere and lets you set a new password:"
            ),
            _link("/undo-email", token=email_change.create_undo_token(event)),
        )
    return (
        _("If this wasn't you, reset your password and check your sessions:"),
        _link("/forgot-password"),
    )


def archive_ready(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data export is ready"),
        _("Download your data within 7 days:"),
        _link("/account/data"),
        _("If you didn't request this, check your sessions and change your password:"),
        _link("/account/sessions"),
    )


def archive_failed(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data export failed"),
        _("Something went wrong on our side. Please request the export again:"),
        _link("/account/data"),
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
        Kind.TOKEN_REPLAYED: _("a refresh token was reused, and the session was ended"),
        Kind.PASSWORD_CHANGED: _("the password was changed"),
        Kind.PASSWORD_RESET: _("the password was reset"),
        Kind.EMAIL_CHANGE_ASKED: _("a change of email was requested"),
        Kind.EMAIL_CHANGED: _("the email was changed"),
        Kind.EMAIL_CHANGE_UNDONE: _("the change of email was undone"),
        Kind.SECOND_FACTOR_ADDED: _("an authenticator app was added"),
        Kind.SECOND_FACTOR_APPROVED: _("the second factor was approved for the admin"),
        Kind.SECOND_FACTOR_REMOVED: _("the authenticator app was removed"),
        Kind.RECOVERY_CODE_USED: _("a recovery code was used to sign in"),
        Kind.RECOVERY_CODES_RENEWED: _("new recovery codes were created"),
        Kind.PASSKEY_ADDED: _("a passkey was added"),
        Kind.PASSKEY_REMOVED: _("a passkey was removed"),
        Kind.SOCIAL_LINKED: _("a social account was linked"),
        Kind.SOCIAL_UNLINKED: _("a social account was unlinked"),
        Kind.DELETION_ASKED: _("account deletion was requested"),
        Kind.DELETION_CANCELLED: _("account deletion was cancelled"),
    }[Kind(event.kind)]


def _link(path: str, **secrets: str) -> str:
    """Return a URL with secrets in its fragment, which browsers do not send and nothing logs."""
    return f"{settings.SITE_URL}{path}" + (f"#{urlencode(secrets)}" if secrets else "")


def _mail(to: str, subject: str, *paragraphs: str) -> EmailMessage:
    return EmailMessage(subject=subject, body="\n\n".join(paragraphs) + "\n", to=[to])
