"""What this app announces, inside the transaction in which it happens."""

from django.dispatch import Signal

# `user` (with a person) has proven that `email` is theirs.
address_verified = Signal()
