"""Pets and their medical records: the floor above booking. No model yet; booking works without it."""
