"""What this app announces, inside the transaction in which it happens."""

from django.dispatch import Signal

# `user` (with a person) has proven that `email` is theirs.
address_verified = Signal()
# `professional`, whose login is `user`, was approved from `application` by `by`: floors above make what
# is theirs, in the same transaction, and any of them that fails takes everything back.
professional_approved = Signal()
# `professional` is about to be suspended: whoever writes their time is waited for first.
professional_suspending = Signal()
# `user` has another role, or has become the login of a professional.
role_assigned = Signal()
