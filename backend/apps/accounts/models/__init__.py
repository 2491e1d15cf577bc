from apps.accounts.models.archive import Archive
from apps.accounts.models.passkey import Passkey
from apps.accounts.models.second_factor import RecoveryCode, Totp
from apps.accounts.models.security_event import SecurityEvent
from apps.accounts.models.session import Session
from apps.accounts.models.sign_up import PendingSignUp
from apps.accounts.models.user import User, UserManager, normalise_email

__all__ = [
    "Archive",
    "Passkey",
    "PendingSignUp",
    "RecoveryCode",
    "SecurityEvent",
    "Session",
    "Totp",
    "User",
    "UserManager",
    "normalise_email",
]
