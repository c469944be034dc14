"""Administration of approval routes; agreements are only looked at here, their changes go through their services."""

from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.choices import Lapse
from agreements.models import Agreement, ApprovalRoute, ApprovalStep
from twinning.core.administration import NeverDeletedAdmin, ReadOnlyAdmin


class ApprovalStepForm(ModelForm[ApprovalStep]):
    """A step of a route, as the law can mean it: somebody decides, and a clock counts from something."""

    def clean(self) -> dict[str, Any]:
        """What the fields must say together, each problem at the field that mends it."""
        super().clean()
        typed = self.cleaned_data
        if not typed.get("authority_ar") and not typed.get("authority_en"):
            self.add_error("authority_ar", _("Name the authority in Arabic, in English or both."))
        if typed.get("clock_days") is not None and not typed.get("clock_from") and "clock_from" not in self.errors:
            self.add_error("clock_from", _("Say what the clock counts from."))
        if typed.get("on_lapse") == Lapse.DEEMED and not typed.get("clock_days") and "clock_days" not in self.errors:
            self.add_error("clock_days", _("Silence counts as consent only where a clock runs: give its days."))
        return typed


class ApprovalStepFormSet(BaseInlineFormSet[ApprovalStep, ApprovalRoute, ModelForm[ApprovalStep]]):
    """The steps of a route together: each at a position of its own."""

    def clean(self) -> None:
        """Two steps at one position are named at the later one's field."""
        taken: set[int] = set()
        for form in self.forms:
            position = getattr(form, "cleaned_data", {}).get("position")
            if position is None or form in self.deleted_forms:
                continue
            if position in taken:
                form.add_error("position", _("Two steps cannot stand at one position."))
            taken.add(position)
        super().clean()


class ApprovalStepInline(admin.TabularInline[ApprovalStep, ApprovalRoute]):
    """The steps of a route, in their order."""

    model = ApprovalStep
    form = ApprovalStepForm
    formset = ApprovalStepFormSet
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
