"""What an app scans: an otpauth address, and its picture as one path of squares."""

from urllib.parse import quote, urlencode

import qrcode

from portal.accounts.models import Authenticator
from portal.accounts.models.second_factor import DIGITS, STEP_SECONDS

QUIET = 4  # squares of white around it (ISO/IEC 18004, 9.1)


def link(device: Authenticator, issuer: str) -> str:
    """The otpauth address that authenticator apps read (the format Google's app brought in)."""
    label = quote(f"{issuer}:{device.user.email}")
    query = {
        "secret": device.seed,
        "issuer": issuer,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": STEP_SECONDS,
    }
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"


def picture(text: str) -> tuple[str, int]:
    """The dark squares as one SVG path, and how many squares wide the whole is."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return "".join(squares), len(rows)
