"""The records of the import engine."""

from twinning.imports.models.column import RememberedColumn
from twinning.imports.models.question import ImportQuestion
from twinning.imports.models.row import ImportRow
from twinning.imports.models.run import ImportRun

__all__ = ["ImportQuestion", "ImportRow", "ImportRun", "RememberedColumn"]
