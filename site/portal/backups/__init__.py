"""Backups that are known to restore: written, encrypted, pruned, tried, and shown."""
