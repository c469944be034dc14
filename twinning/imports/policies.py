"""Who may see and steer which import."""

from django.db.models import Q, QuerySet

from twinning.imports.importers import Importer, Person, importer_of, importers
from twinning.imports.models import ImportRun


class ImportPolicy:
    """An import is seen by whoever may import the same kind of rows for the same organisation."""

    @staticmethod
    def visible_to(person: Person) -> QuerySet[ImportRun]:
        seen = Q(pk__in=[])
        for importer in importers():
            keys = [organisation.key for organisation in importer.organisations(person)]
            if keys:
                seen |= Q(kind=importer.key, organisation__in=keys)
        return ImportRun.objects.filter(seen)

    @staticmethod
    def kinds_for(person: Person) -> list[Importer]:
        """The kinds of rows this person may import for anybody."""
        return [importer for importer in importers() if importer.organisations(person)]

    @staticmethod
    def can_steer(person: Person, run: ImportRun) -> bool:
        return importer_of(run.kind).reaches(person, run.organisation)
