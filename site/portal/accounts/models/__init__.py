"""Logins, what proves them, and who is booked."""

from .applications import (
    ApplicationDocument,
    ApplicationStep,
    ApplicationWord,
    ProfessionalApplication,
)
from .invitations import Invitation
from .professionals import Professional
from .second_factor import Authenticator, RecoveryCode, RecoveryCodes
from .tokens import RefreshToken, TokenFamily
from .users import User

__all__ = [
    "ApplicationDocument",
    "ApplicationStep",
    "ApplicationWord",
    "Authenticator",
    "Invitation",
    "Professional",
    "ProfessionalApplication",
    "RecoveryCode",
    "RecoveryCodes",
    "RefreshToken",
    "TokenFamily",
    "User",
]
