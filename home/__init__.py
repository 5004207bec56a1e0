"""The public pages: home, directory, professional profiles."""
