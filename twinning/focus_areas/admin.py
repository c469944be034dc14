"""Administration of the focus-area tree."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from twinning.core.administration import CodedAdmin
from twinning.focus_areas.models import FocusArea


@admin.register(FocusArea)
class FocusAreaAdmin(CodedAdmin[FocusArea]):
    """Names, place in the tree and international codes of sectors."""

    fixed_fields = ("code", "parent")
    list_display = ("code", "parent", "name_ar", "name_en", "position", "sdg_goals", "dac_codes")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("code", "name_ar", "name_en")
    ordering = ("position",)
    fields = ("code", "parent", "name_ar", "name_en", "position", "sdg_goals", "dac_codes")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = FocusArea.objects.filter(parent__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
