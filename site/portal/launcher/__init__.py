"""What `make demo` and `make test` start: embedded servers, children, and their clean stop.

`bootstrap.py` is the first phase (a bare Python), this package the second (the project's `.venv`).
Standard library only; the servers' programs come out of wheels. Nothing in the product imports it.
"""
