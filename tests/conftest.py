"""What every test shares: translations as they stand in the sources."""

import pytest

from twinning.core.catalogues import compile_catalogues

pytest_plugins = ["tests.database", "tests.fixtures"]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, in the process that starts the workers."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()
