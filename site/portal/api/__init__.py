"""Assembles each app's `api.py` into addresses; holds no view of its own."""
