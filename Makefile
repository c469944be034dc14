# Needs Python 3.11 or newer, git and make; everything else is fetched into .venv and var/.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
UV ?= $(or $(shell command -v uv 2>/dev/null),var/uv/bin/uv)
IN_VENV := .venv/bin/python
# The certificates of the system, where it has any: behind some firewalls they alone are right.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))
SYNC := UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy $(if $(CERTIFICATES),UV_SYSTEM_CERTS=1) $(UV) sync --frozen --quiet --python $(PYTHON)
LOCK := uv.lock pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format types shell ground

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

ground:
	@mkdir -p var 2>/dev/null; test -d var -a -w var || { echo "The folder $(CURDIR)/var cannot be written to: give your account the right to write there." >&2; exit 1; }
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed: install it, or name it as in make run PYTHON=/opt/python3.12/bin/python3." >&2; exit 1; }

# Order-only: the look for Python and for the right to write is no reason to build anything again.
.venv/.runtime: $(LOCK) | ground $(UV)
	@echo "Installing what the register needs …"
	@$(SYNC) --no-dev --inexact
	@touch $@

.venv/.complete: $(LOCK) | ground $(UV)
	@echo "Installing what the register and its tests need …"
	@$(SYNC)
	@touch .venv/.runtime $@

# A folder of its own: systems that manage their Python refuse packages of others, but not into a given folder.
var/uv/bin/uv: | ground
	@echo "Fetching uv …"
	@{ $(PYTHON) -m pip install --target var/uv 'uv>=0.8,<1' \
		|| { $(PYTHON) -m venv var/uv && var/uv/bin/pip install 'uv>=0.8,<1'; }; } >var/uv.log 2>&1 \
		|| { echo "uv could not be fetched (var/uv.log says why): see that PyPI can be reached, and install pip (Debian: apt-get install python3-pip) or uv itself." >&2; exit 1; }
