"""Kinds of administration pages: what may only be read, and what is never deleted."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


class NeverDeletedAdmin(admin.ModelAdmin[M]):
    """Records that others point to: changed or switched off, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(NeverDeletedAdmin[M]):
    """Records that have their own way of being written; here they are only looked at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CodedAdmin(NeverDeletedAdmin[M]):
    """A vocabulary: its code is part of the API and stays as it was first given."""

    fixed_fields: tuple[str, ...] = ("code",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fixed_fields if obj else ()
