# The two commands are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
export PORT
# Some shells export HOST by themselves: only `make demo HOST=...` opens the demo to a network.
ifeq ($(origin HOST),environment)
unexport HOST
endif

LAUNCH = $(PYTHON) site/portal/launcher/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-long lint screenshots requirements clean

help: ## list these targets
	@$(LAUNCH) help

demo: ## start the demo: PORT=8000, HOST=127.0.0.1
	@$(LAUNCH) demo

demo-reset: ## forget the demo's data; the next `make demo` starts over
	@$(LAUNCH) demo-reset

test: ## every check and test but the long ones; PYTEST="-k booking" runs only those
	@$(LAUNCH) test

test-long: ## every test, with all widths, languages and rounds
	@$(LAUNCH) test-long

lint: ## only the checks that need no server (part of test)
	@$(LAUNCH) lint

screenshots: ## take the pictures of docs/screenshots/ anew, with the browser tests
	@$(LAUNCH) screenshots

requirements: ## recompile the pinned requirements from the .in files
	@$(LAUNCH) requirements

clean: ## remove the virtual environment, caches and test servers; the demo's data stay
	@$(LAUNCH) clean
