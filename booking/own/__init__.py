"""A professional's own pages: the day, what comes, services, hours, and the facts of the profile."""
