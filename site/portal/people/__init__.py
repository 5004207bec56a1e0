"""Anyone the clinic knows, with or without a login."""
