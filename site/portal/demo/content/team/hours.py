"""Spans that several of the team share, on the clock of their place."""

MORNING = ("9:00", "14:00")
AFTERNOON = ("16:00", "20:00")
LATE_MORNING = ("9:30", "14:00")
LATE_AFTERNOON = ("16:30", "20:00")
SATURDAY = ("10:00", "13:30")
WORKDAYS = ("MO", "TU", "WE", "TH", "FR")
