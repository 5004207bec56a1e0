"""Products, stock and sales, beside booking and independent of it. No model yet."""
