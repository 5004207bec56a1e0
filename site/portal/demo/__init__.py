"""A believable clinic group, one-click logins and a mailbox; production refuses to install it."""
