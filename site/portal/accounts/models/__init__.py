"""Logins, what proves them, and who is booked."""

from .invitations import Invitation
from .professionals import Professional
from .second_factor import Authenticator, RecoveryCode, RecoveryCodes
from .tokens import RefreshToken, TokenFamily
from .users import User

__all__ = [
    "Authenticator",
    "Invitation",
    "Professional",
    "RecoveryCode",
    "RecoveryCodes",
    "RefreshToken",
    "TokenFamily",
    "User",
]
