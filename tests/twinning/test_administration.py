"""The administration: whom it lets in, and that each of its pages opens in both languages."""

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agreements.models import Agreement, ApprovalRoute
from cities.models import City, CityMembership, Country, GrowthModel, PlannedGrowth
from tests.factories.cities import CityFactory
from twinning.accounts.models import Token, User
from twinning.accounts.services import issue_token
from twinning.focus_areas.models import FocusArea
from twinning.focus_areas.services import load_focus_areas

pytestmark = pytest.mark.django_db

OWN_APPS = ("accounts", "focus_areas", "cities", "agreements")
REGISTERED = sorted(
    (model for model in site._registry if model._meta.app_label in OWN_APPS), key=lambda model: model._meta.label
)


@pytest.fixture
def administrator(client: Client, admin: User) -> User:
    client.force_login(admin)
    return admin


def test_what_an_administrator_edits_is_registered() -> None:
    expected = {User, Token, FocusArea, GrowthModel, PlannedGrowth, CityMembership, ApprovalRoute, Agreement}
    assert expected <= set(REGISTERED)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_list_opens(client: Client, administrator: User, model: type, language: str) -> None:
    with override(language):
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")  # type: ignore[attr-defined]
    answer = client.get(url, {"q": "muscat"})
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("model", [User, FocusArea, GrowthModel, PlannedGrowth, CityMembership, ApprovalRoute])
def test_what_is_edited_has_a_form(client: Client, administrator: User, model: type) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")  # type: ignore[attr-defined]
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("model", [Agreement, City, Country])
def test_records_with_services_of_their_own_are_only_looked_at(
    client: Client, administrator: User, model: type
) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")  # type: ignore[attr-defined]
    assert client.get(url).status_code == 403


def test_a_focus_area_keeps_its_code_and_takes_a_new_name(client: Client, administrator: User) -> None:
    load_focus_areas()
    url = reverse("admin:focus_areas_focusarea_change", args=["water"])
    form = {"code": "wine", "name_ar": "الماء", "name_en": "Water", "position": 3, "sdg_goals": "6", "dac_codes": "140"}
    assert client.post(url, form).status_code == 302
    assert FocusArea.objects.get(pk="water").name_ar == "الماء"
    assert not FocusArea.objects.filter(pk="wine").exists()


def test_a_city_is_found_by_the_beginning_of_any_of_its_names(client: Client, administrator: User) -> None:
    city = CityFactory(name_ar="مسقط", name_en="Muscat", aliases=["Mascate"])
    CityFactory(name_ar="صحار", name_en="Sohar")
    question = {"app_label": "cities", "model_name": "citymembership", "field_name": "city", "term": "مسقَـط"}
    found = client.get(reverse("admin:autocomplete"), question).json()["results"]
    assert [entry["id"] for entry in found] == [str(city.pk)]


def test_a_saved_route_is_one_version_further(client: Client, administrator: User) -> None:
    route = ApprovalRoute.objects.create(name_ar="مسار", name_en="Route")
    form = {
        "name_ar": "مسار",
        "name_en": "Default route",
        "steps-TOTAL_FORMS": 1,
        "steps-INITIAL_FORMS": 0,
        "steps-0-position": 1,
        "steps-0-kind": "council_decision",
        "steps-0-authority_ar": "المجلس البلدي",
        "steps-0-recorded_by": "officer",
        "steps-0-blocks": "signing",
        "steps-0-clock_from": "submission",
        "steps-0-on_lapse": "overdue",
    }
    assert client.post(reverse("admin:agreements_approvalroute_change", args=[route.pk]), form).status_code == 302
    route.refresh_from_db()
    assert (route.name_en, route.version, route.steps.count()) == ("Default route", 2, 1)


def test_a_token_is_revoked_and_never_deleted(client: Client, administrator: User) -> None:
    token = issue_token(user=administrator, scopes=["agreements:read"], label="t", days=1, at=timezone.now()).token
    url = reverse("admin:accounts_token_changelist")
    client.post(url, {"action": "revoke", "_selected_action": [token.pk]})
    client.post(url, {"action": "delete_selected", "_selected_action": [token.pk], "post": "yes"})
    assert Token.objects.get().revoked_at is not None


def test_nobody_enters_without_signing_in_at_the_registers_own_door(client: Client) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_people_without_the_right_are_refused(client: Client, officer: User) -> None:
    client.force_login(officer)
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403


def test_no_person_can_be_deleted(client: Client, administrator: User, officer: User) -> None:
    url = reverse("admin:accounts_user_delete", args=[officer.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403


def route_of(*steps: dict[str, object]) -> dict[str, object]:
    """An approval route as the form of the administration sends it."""
    sent: dict[str, object] = {
        "name_ar": "مسار تجريبي",
        "name_en": "Trial route",
        "agreement_type": "memorandum",
        "steps-TOTAL_FORMS": len(steps),
        "steps-INITIAL_FORMS": 0,
    }
    for index, step in enumerate(steps):
        whole = {
            "position": index,
            "kind": "royal_decree",
            "authority_ar": "جلالة السلطان",
            "blocks": "signing",
            "recorded_by": "officer",
            "clock_from": "submission",
            "on_lapse": "overdue",
            **step,
        }
        sent |= {f"steps-{index}-{name}": value for name, value in whole.items()}
    return sent


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("steps", "row", "field"),
    [
        ([{"authority_ar": ""}], 0, "authority_ar"),
        ([{"position": 1}, {"position": 1}], 1, "position"),
        ([{"clock_days": 14, "clock_from": ""}], 0, "clock_from"),
        ([{"on_lapse": "deemed"}], 0, "clock_days"),
    ],
)
def test_a_route_that_no_law_can_mean_is_refused_at_the_field(
    client: Client, administrator: User, steps: list[dict[str, object]], row: int, field: str, language: str
) -> None:
    with override(language):
        url = reverse("admin:agreements_approvalroute_add")
    before = ApprovalRoute.objects.count()
    answer = client.post(url, route_of(*steps))
    assert answer.status_code == 200
    errors = answer.context["inline_admin_formsets"][0].formset.errors
    assert list(errors[row]) == [field]
    assert ("\u0600" <= str(errors[row][field][0])[0] <= "\u06ff") == (language == "ar")
    assert ApprovalRoute.objects.count() == before


def test_a_whole_route_is_kept(client: Client, administrator: User) -> None:
    sent = route_of({"clock_days": 14, "on_lapse": "deemed"}, {"authority_ar": "", "authority_en": "The ministry"})
    assert client.post(reverse("admin:agreements_approvalroute_add"), sent).status_code == 302
    assert ApprovalRoute.objects.get(name_en="Trial route").steps.count() == 2
