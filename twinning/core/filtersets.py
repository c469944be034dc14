"""One FilterSet serves page, API and export; what it does not know is an error, never ignored."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from twinning.core.rest.filter_schema import query_parameters

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
                ErrorDetail(
                    _("This parameter is not known. Known are: %(known)s.")
                    % {"known": ", ".join(sorted(set(self.filters) | set(also_known)))},
                    code="unknown_parameter",
                ),
            ]
            for name in self.unknown_parameters(also_known)
        }
        if not self.form.is_valid():
            for name, errors in self.form.errors.as_data().items():
                found[name] = [
                    ErrorDetail(message, code=error.code or "invalid") for error in errors for message in error.messages
                ]
        return found


def refuse_parameters(request: Request, known: Iterable[str] = ("format",)) -> None:
    """For an address without filters, such as that of one record.

    Raises: ValidationError naming each parameter that is not among `known`.
    """
    message = _("This parameter is not known. Known are: %(known)s.") % {"known": ", ".join(known)}
    unknown = {name: [ErrorDetail(message, code="unknown_parameter")] for name in request.query_params}
    unknown = {name: errors for name, errors in unknown.items() if name not in known}
    if unknown:
        raise ValidationError(unknown)


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

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """The filters as the OpenAPI document shows them."""
        return query_parameters(getattr(view, "filterset_class", StrictFilterSet))
