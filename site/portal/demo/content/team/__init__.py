"""The team: who, what and when; twelve people with one portrait style."""

from .benimaclet import BENIMACLET_TEAM
from .las_palmas import LAS_PALMAS_TEAM
from .valencia import VALENCIA_TEAM

TEAM = VALENCIA_TEAM + BENIMACLET_TEAM + LAS_PALMAS_TEAM

__all__ = ["TEAM"]
