"""A professional's own page: who edits it, how a text is approved, what is missing on it."""
