"""One question across pages, professionals, services and products. No model yet."""
