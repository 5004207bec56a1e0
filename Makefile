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
.PHONY: help demo demo-reset backup drill restore test test-long bench lint screenshots requirements clean

help: ## list these targets
	@$(LAUNCH) help

demo: ## start the demo: PORT=8000, HOST=127.0.0.1
	@$(LAUNCH) demo

demo-reset: ## forget the demo's data; the next `make demo` starts over
	@$(LAUNCH) demo-reset

backup: ## back up the demo into .backups/, encrypted; also while it runs
	@$(LAUNCH) backup

drill: ## restore the newest backup into a scratch database, compare, throw it away
	@$(LAUNCH) drill

restore: ## restore FROM=.backups/NAME (the newest) with IDENTITY=FILE, after make demo-reset
	@$(LAUNCH) restore

test: ## every check and test but the long ones; PYTEST="-k booking" runs only those
	@$(LAUNCH) test

test-long: ## every test, with all widths, languages and rounds
	@$(LAUNCH) test-long

bench: ## measure 1,000,000 appointments, write docs/benchmarks.md; QUICK=1 only tries it
	@$(LAUNCH) bench

lint: ## only the checks that need no server (part of test)
	@$(LAUNCH) lint

screenshots: ## take the pictures of docs/screenshots/ anew, with the browser tests
	@$(LAUNCH) screenshots

requirements: ## recompile the pinned requirements from the .in files
	@$(LAUNCH) requirements

clean: ## remove the virtual environment, caches and test servers; the demo's data stay
	@$(LAUNCH) clean
