"""One FilterSet serves page, API and export; what it does not know is an error, never ignored."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

# Parameters every list understands beside its filters.
LIST_PARAMETERS = frozenset({"page", "page_size", "format"})


class StrictFilterSet(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """A FilterSet that names unknown parameters and lists the known ones."""

    def unknown_parameters(self, also_known: Iterable[str] = LIST_PARAMETERS) -> list[str]:
        known = set(self.filters) | set(also_known)
        return sorted(name for name in self.data if name not in known)

    def problems(self, also_known: Iterable[str] = LIST_PARAMETERS) -> dict[str, list[Any]]:
        """What is wrong with the query: field name → messages; empty when all is well."""
        found: dict[str, list[Any]] = {
            name: [
                _("This parameter is not known. Known are: %(known)s.")
                % {"known": ", ".join(sorted(set(self.filters) | set(also_known)))},
            ]
            for name in self.unknown_parameters(also_known)
        }
        if not self.form.is_valid():
            found.update({name: list(messages) for name, messages in self.form.errors.items()})
        return found


class StrictFilterBackend:
    """Applies a view's `filterset_class`; any problem is a 400 that names each parameter."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset_class = getattr(view, "filterset_class", StrictFilterSet)
        filterset = filterset_class(request.query_params, queryset=queryset, request=request)
        problems = filterset.problems()
        if problems:
            raise ValidationError(problems, code="invalid")
        filtered: QuerySet[Any] = filterset.qs
        return filtered
