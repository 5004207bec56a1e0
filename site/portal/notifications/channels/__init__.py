"""Ways a message reaches somebody."""
