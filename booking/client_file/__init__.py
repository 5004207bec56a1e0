"""The file of one client, for staff: what is known, visits, messages, notes, and writing to them."""
