"""The ground floor: knows nobody above. Errors, locks, fields, keys, time, registries."""
