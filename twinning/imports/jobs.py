"""The background job of imports."""

import uuid

from django.utils import timezone

from twinning.core.jobs import defer, task
from twinning.imports.models import ImportRun
from twinning.imports.services.working import work_on


@task()
def work_on_import(*, run: str) -> None:
    """Take an import as far as it goes without a person."""
    found = ImportRun.objects.filter(public_id=uuid.UUID(run)).first()
    if found is not None:
        work_on(found, at=timezone.now(), today=timezone.localdate())


def put_to_work(run: ImportRun) -> None:
    """Let the background go on with a run, once the transaction is committed."""
    if run.is_at_work:
        defer(work_on_import, run=str(run.public_id))
