"""One module per table of figures."""
