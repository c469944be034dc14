# Needs Python 3.11 or newer, git and make; everything else is fetched into .venv and var/.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
UV ?= $(or $(shell command -v uv 2>/dev/null),var/uv/bin/uv)
IN_VENV := .venv/bin/python
SYNC := UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy $(UV) sync --frozen --quiet --python $(PYTHON)
LOCK := uv.lock pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format types shell python

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/.runtime ## Start everything at http://127.0.0.1:8000/ar/ (another port: PORT=8001)
	@$(IN_VENV) manage.py serve --with-parent

test: .venv/.complete ## Run every check and test, the browser's too
	@$(IN_VENV) -m tests.run_all

bench: .venv/.complete ## Measure the workloads
	@$(IN_VENV) -m tests.benchmarks

lint: .venv/.complete ## Check style, templates and the direction of imports
	@.venv/bin/ruff check && .venv/bin/djlint --lint --quiet templates && .venv/bin/lint-imports

format: .venv/.complete ## Bring Python into shape
	@.venv/bin/ruff check --fix-only && .venv/bin/ruff format

types: .venv/.complete ## Check types
	@.venv/bin/mypy

shell: .venv/.runtime ## Open a Python shell with the models at hand
	@$(IN_VENV) manage.py shell

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it as in make run PYTHON=/opt/python3.12/bin/python3." >&2; exit 1; }

# Order-only: the look for Python is no reason to build anything again.
.venv/.runtime: $(LOCK) | python $(UV)
	@echo "Installing what the register needs …"
	@$(SYNC) --no-dev --inexact
	@touch $@

.venv/.complete: $(LOCK) | python $(UV)
	@echo "Installing what the register and its tests need …"
	@$(SYNC)
	@touch .venv/.runtime $@

# A folder of its own: systems that manage their Python refuse packages of others, but not into a given folder.
var/uv/bin/uv: | python
	@echo "Fetching uv …"
	@$(PYTHON) -m pip --version >/dev/null 2>&1 \
		&& $(PYTHON) -m pip install --quiet --disable-pip-version-check --target var/uv 'uv>=0.8,<1' \
		|| { $(PYTHON) -m venv var/uv >/dev/null && var/uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'; } \
		|| { echo "uv could not be fetched: install pip (Debian: apt-get install python3-pip) or uv itself, and see that PyPI can be reached." >&2; exit 1; }
