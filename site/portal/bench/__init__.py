"""`make bench`: how fast the product is with a million appointments, and with what method that is known.

`launcher/benchmark.py` starts the servers; here are the rows, the clients, the rounds and one module
per table of figures under `tables/`. Nothing in the product imports it.
"""
