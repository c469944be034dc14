"""Administration of approval routes; agreements are only looked at here, their changes go through their services."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from agreements.models import Agreement, ApprovalRoute, ApprovalStep
from twinning.core.administration import NeverDeletedAdmin, ReadOnlyAdmin


class ApprovalStepInline(admin.TabularInline[ApprovalStep, ApprovalRoute]):
    """The steps of a route, in their order."""

    model = ApprovalStep
    extra = 0
    fields = (
        "position",
        "kind",
        "authority_ar",
        "authority_en",
        "blocks",
        "recorded_by",
        "clock_days",
        "clock_from",
        "on_lapse",
    )


@admin.register(ApprovalRoute)
class ApprovalRouteAdmin(NeverDeletedAdmin[ApprovalRoute]):
    """What a country asks for before its cities conclude agreements; a change holds for later submissions."""

    list_display = ("__str__", "country", "agreement_type", "source")
    list_filter = (("country", admin.RelatedOnlyFieldListFilter), "agreement_type")
    list_select_related = ("country",)
    search_fields = ("name_ar", "name_en", "country__name_ar", "country__name_en")
    autocomplete_fields = ("country",)
    fields = ("name_ar", "name_en", "country", "agreement_type", "source")
    inlines = (ApprovalStepInline,)

    def save_model(self, request: HttpRequest, obj: ApprovalRoute, form: ModelForm[ApprovalRoute], change: Any) -> None:
        """Every saved change raises the row's version, as everywhere."""
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin[Agreement]):
    """The records as the database holds them, for support."""

    list_display = ("reference", "title_ar", "owner_city", "type", "status", "visibility", "signed_on")
    list_filter = ("status", "type", "visibility", "is_historical", "is_fictional")
    list_select_related = ("owner_city",)
    search_fields = ("reference", "title_ar", "title_en", "public_id")
    date_hierarchy = "signed_on"
    ordering = ("-id",)
