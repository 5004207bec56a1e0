"""Twenty services; the first one a professional offers is the one their card shows."""

from .care import CARE
from .medicine import MEDICINE

SERVICES = MEDICINE + CARE

__all__ = ["SERVICES"]
