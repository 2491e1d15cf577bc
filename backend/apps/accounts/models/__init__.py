from apps.accounts.models.archive import Archive
from apps.accounts.models.passkey import Passkey
from apps.accounts.models.second_factor import RecoveryCode, Totp
from apps.accounts.models.security_event import SecurityEvent
from apps.accounts.models.session import SESSION_LIFETIME, Session, live_sessions_filter
from apps.accounts.models.sign_up import PendingSignUp
from apps.accounts.models.undelivered_mail import UndeliveredMail
from apps.accounts.models.user import User, UserManager, normalise_email

__all__ = [
    "SESSION_LIFETIME",
    "Archive",
    "Passkey",
    "PendingSignUp",
    "RecoveryCode",
    "SecurityEvent",
    "Session",
    "Totp",
    "UndeliveredMail",
    "User",
    "UserManager",
    "live_sessions_filter",
    "normalise_email",
]
