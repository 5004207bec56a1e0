"""The team's logins: who invites, changes, deactivates whom, and the screen for it."""
