"""The mails, as plain text in the reader's language."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.accounts.models import PendingSignUp, SecurityEvent, User
from apps.accounts.social.providers import PROVIDERS

Kind = SecurityEvent.Kind


def sign_up(pending: PendingSignUp, *, token: str) -> EmailMessage:
    via = PROVIDERS[pending.provider].title if pending.provider else ""
    return _mail(
        pending.email,
        _("Confirm your address"),
        _(
            "Somebody, probably you, asked for an account with this address "
            "and the handle %(handle)s."
        )
        % {"handle": pending.handle},
        *(
            [_("Whoever asked will sign in with an account at %(provider)s.") % {"provider": via}]
            if via
            else []
        ),
        _("Open this link within a day to confirm that the address is yours:"),
        _link("/confirm-sign-up", token=token),
        _("If it was not you, do nothing: there will be no account."),
    )


def sign_up_of_member(email: str) -> EmailMessage:
    return _mail(
        email,
        _("You have an account already"),
        _("Somebody, probably you, asked for an account with this address. You have one already."),
        _("Sign in here:"),
        _link("/sign-in"),
        _("If you have forgotten the password, ask for a new one:"),
        _link("/forgot-password"),
    )


def password_reset(user: User, *, uid: str, token: str) -> EmailMessage:
    return _mail(
        user.email,
        _("Choose a new password"),
        _("Somebody, probably you, has forgotten the password of the account %(handle)s.")
        % {"handle": user.handle},
        _("Open this link within an hour to choose a new one. It works once:"),
        _link("/reset-password", uid=uid, token=token),
        _("If it was not you, do nothing: the old password stays."),
    )


def confirm_email(user: User, *, email: str, token: str) -> EmailMessage:
    return _mail(
        email,
        _("Confirm your new address"),
        _("The account %(handle)s shall get this address.") % {"handle": user.handle},
        _("Open this link within a day to confirm that it is yours:"),
        _link("/confirm-email", token=token),
        _("If it was not you, do nothing: nothing changes."),
    )


def address_taken(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your address was given for another account"),
        _("Somebody asked to use this address for another account. It stays with yours."),
        _("You need not do anything."),
    )


def notice(event: SecurityEvent, *, email: str) -> EmailMessage:
    """Of what happened to the account, to whoever has to hear of it."""
    when = date_format(localtime(event.created_at), "DATETIME_FORMAT")
    return _mail(
        email,
        _("Your account: %(what)s") % {"what": _told(event)},
        f"{_told(event)}.",
        _("When: %(when)s (UTC). Where: %(device)s, %(address)s.")
        % {
            "when": when,
            "device": event.device or _("an unknown device"),
            "address": event.address or _("an unknown address"),
        },
        _("If it was not you, choose a new password and look at your sessions:"),
        _link("/forgot-password"),
    )


def archive_ready(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data is ready"),
        _("Everything that you keep here is packed into one file. Fetch it within a week:"),
        _link("/account/data"),
        _("If you did not ask for it, look at your sessions and choose a new password:"),
        _link("/account/sessions"),
    )


def archive_failed(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your data could not be packed"),
        _("Something went wrong on our side. Please ask for it again:"),
        _link("/account/data"),
    )


def account_deleted(email: str) -> EmailMessage:
    return _mail(
        email,
        _("Your account is deleted"),
        _("As you asked two weeks ago, your account and everything in it is deleted."),
        _("This is the last mail that you get from us."),
    )


TOLD = frozenset(
    {
        Kind.TOKEN_REPLAYED,
        Kind.PASSWORD_CHANGED,
        Kind.PASSWORD_RESET,
        Kind.EMAIL_CHANGE_ASKED,
        Kind.EMAIL_CHANGED,
        Kind.SECOND_FACTOR_ADDED,
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
"""What the owner hears of by mail, as it happens."""


def _told(event: SecurityEvent) -> str:
    return {
        Kind.TOKEN_REPLAYED: _("a copy of an old sign-in was used, and the session was ended"),
        Kind.PASSWORD_CHANGED: _("the password was changed"),
        Kind.PASSWORD_RESET: _("a new password was chosen"),
        Kind.EMAIL_CHANGE_ASKED: _("another e-mail address was asked for"),
        Kind.EMAIL_CHANGED: _("the e-mail address was changed"),
        Kind.SECOND_FACTOR_ADDED: _("an authenticator application was added"),
        Kind.SECOND_FACTOR_REMOVED: _("the authenticator application was removed"),
        Kind.RECOVERY_CODE_USED: _("a recovery code was used to sign in"),
        Kind.RECOVERY_CODES_RENEWED: _("new recovery codes were made"),
        Kind.PASSKEY_ADDED: _("a passkey was added"),
        Kind.PASSKEY_REMOVED: _("a passkey was removed"),
        Kind.SOCIAL_LINKED: _("another way to sign in was linked"),
        Kind.SOCIAL_UNLINKED: _("a linked way to sign in was removed"),
        Kind.DELETION_ASKED: _("the account is going to be deleted"),
        Kind.DELETION_CANCELLED: _("the account stays"),
    }[Kind(event.kind)]


def _link(path: str, **query: str) -> str:
    return f"{settings.SITE_URL}{path}" + (f"?{urlencode(query)}" if query else "")


def _mail(to: str, subject: str, *paragraphs: str) -> EmailMessage:
    return EmailMessage(subject=subject, body="\n\n".join(paragraphs) + "\n", to=[to])
