"""Inbox and outbox in one: messages are written with the change they tell of, and sent after it."""
