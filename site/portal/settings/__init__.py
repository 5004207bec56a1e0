"""Settings: one module per environment (dev, test, demo, production) over topics collected in base."""
