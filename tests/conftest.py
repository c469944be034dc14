"""What every test shares: translations as they stand in the sources, and the language it begins with."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from twinning.core.catalogues import compile_catalogues

pytest_plugins = ["tests.database", "tests.fixtures"]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, in the process that starts the workers."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()


@pytest.fixture(autouse=True)
def site_language() -> Iterator[None]:
    """Begin in the site's own language: a request leaves the one of its page in the thread."""
    translation.deactivate()
    yield
    translation.deactivate()
