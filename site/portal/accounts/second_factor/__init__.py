"""The second factor: six figures from an app, or a recovery code (docs/adr/0016)."""
