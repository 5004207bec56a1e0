"""Where the clinic group works: addresses, zones, opening hours."""
