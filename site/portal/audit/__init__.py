"""Who did what: rows that are added and never changed."""
