"""The directory for programs: who there is, what they do, when they work; no fact that pages do not show."""
