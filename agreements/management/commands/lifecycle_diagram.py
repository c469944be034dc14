"""`manage.py lifecycle_diagram`: the lifecycle's table as a diagram, for docs/lifecycle.md."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from agreements.choices import Status
from agreements.lifecycle import TRANSITIONS


def diagram() -> str:
    """The state diagram in Mermaid's language, one arrow per source and act."""
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Status.DRAFT.value}", *_arrows()])


def table() -> str:
    """The same table as Markdown: act, from, to, who, laws."""
    rows = ["| act | from | to | who | laws |", "|---|---|---|---|---|"]
    for transition in TRANSITIONS.values():
        sources = ", ".join(f"`{source.value}`" for source in transition.sources)
        who = f"`{transition.capability.value}`" if transition.capability else "the system"
        laws = ", ".join(rule.__name__ for rule in transition.rules) or "–"
        rows.append(f"| `{transition.act.value}` | {sources} | `{transition.target.value}` | {who} | {laws} |")
    return "\n".join(rows)


def _arrows() -> Iterator[str]:
    for transition in TRANSITIONS.values():
        for source in transition.sources:
            yield f"    {source.value} --> {transition.target.value}: {transition.act.value}"


class Command(BaseCommand):
    help = "Prints the diagram and the table that stand in docs/lifecycle.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"```mermaid\n{diagram()}\n```\n\n{table()}")
