"""Notice in minutes, and the animals most services are for."""

HOUR = 60
DAY = 24 * HOUR
DOGS_AND_CATS = ("dog", "cat")
