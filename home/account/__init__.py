"""A client's own account: visits, data, messages, consents; what the house knows, and the way out."""
