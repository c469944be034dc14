"""docs/lifecycle.md shows the table as it stands in the code."""

from django.conf import settings

from agreements.management.commands.lifecycle_diagram import diagram, table


def test_the_documented_diagram_is_drawn_from_the_table() -> None:
    assert diagram() in (settings.BASE_DIR / "docs" / "lifecycle.md").read_text(encoding="utf-8")


def test_the_documented_table_is_the_one_in_force() -> None:
    assert table() in (settings.BASE_DIR / "docs" / "lifecycle.md").read_text(encoding="utf-8")
