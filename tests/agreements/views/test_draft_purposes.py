"""Purposes with their indicators: added once, changed in place, removed."""

from decimal import Decimal

import pytest
from django.test import Client

from agreements.models import Agreement
from tests.agreements.views.pages import page_url, send, text_of, version_of
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User
from twinning.core.dates import PartialDate

pytestmark = pytest.mark.django_db
PURPOSE = {
    "focus_area": "heritage",
    "statement_ar": "ترميم الأحياء التاريخية",
    "indicators-count": "2",
    "indicators-0-name_ar": "مبانٍ مرمَّمة",
    "indicators-0-baseline": "١٬٢٥٠",
    "indicators-0-target": "٦٠٫٥",
    "indicators-0-due": "مارس 2029",
    "indicators-0-target_groups": "youth",
}


@pytest.fixture
def draft(client: Client, officer: User) -> Agreement:
    focus_area("heritage")
    focus_area("water")
    client.force_login(officer)
    agreement: Agreement = AgreementFactory(focus=(), created_by=officer)
    return agreement


def test_a_purpose_is_kept_with_the_indicators_that_say_something(client: Client, draft: Agreement) -> None:
    assert send(client, "draft_purpose_add", draft, key="k", **PURPOSE).status_code == 302
    purpose = draft.purposes.get()
    indicator = purpose.indicators.get()
    assert (purpose.focus_area_id, purpose.statement_ar) == ("heritage", "ترميم الأحياء التاريخية")
    assert (indicator.baseline, indicator.target) == (Decimal(1250), Decimal("60.5"))
    assert indicator.due is not None
    assert indicator.due.as_text() == "2029-03"
    assert indicator.target_groups == ["youth"]


def test_a_baseline_may_be_said_to_be_unknown(client: Client, draft: Agreement) -> None:
    typed = {**PURPOSE, "indicators-0-baseline": "", "indicators-0-baseline_unknown": "1"}
    send(client, "draft_purpose_add", draft, key="k", **typed)
    purpose = draft.purposes.get()
    assert purpose.indicators.get().baseline is None
    page = text_of(client.get(f"{page_url('draft_purposes', draft)}{purpose.public_id}/"))
    assert 'name="indicators-0-baseline_unknown" id="id_indicators-0-baseline_unknown" value="1" checked' in page


def test_the_same_page_sent_twice_makes_one_purpose(client: Client, draft: Agreement) -> None:
    url = page_url("draft_purpose_add", draft)
    typed = {**PURPOSE, "key": "k", "version": version_of(client, url)}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert draft.purposes.count() == 1


def test_a_new_purpose_saves_itself_into_the_same_one(client: Client, draft: Agreement) -> None:
    url = page_url("draft_purpose_add", draft)
    by_itself = {"X-Requested-With": "fetch"}
    first = client.post(url, {**PURPOSE, "key": "k", "version": version_of(client, url)}, headers=by_itself)
    typed = {**PURPOSE, "statement_ar": "ترميم جبل اللويبدة", "key": "k", "version": first.json()["version"]}
    assert client.post(url, typed, headers=by_itself).status_code == 200
    assert draft.purposes.get().statement_ar == "ترميم جبل اللويبدة"


def test_two_pages_make_two_purposes(client: Client, draft: Agreement) -> None:
    for key in ("one", "two"):
        send(client, "draft_purpose_add", draft, key=key, **PURPOSE)
    assert list(draft.purposes.values_list("position", flat=True)) == [0, 1]


def test_a_changed_purpose_keeps_its_address_and_its_indicators_theirs(client: Client, draft: Agreement) -> None:
    send(client, "draft_purpose_add", draft, key="k", **PURPOSE)
    before = draft.purposes.get()
    indicator = before.indicators.get()
    typed = {**PURPOSE, "focus_area": "water", "indicators-1-name_en": "Wells", "indicators-1-target": "3"}
    send(client, "draft_purpose_change", draft, **typed, **{"indicators-1-baseline_unknown": "1"})
    after = draft.purposes.get()
    assert (after.public_id, after.focus_area_id) == (before.public_id, "water")
    assert indicator.public_id in after.indicators.values_list("public_id", flat=True)
    assert after.indicators.count() == 2


def test_a_ticked_indicator_is_removed(client: Client, draft: Agreement) -> None:
    send(client, "draft_purpose_add", draft, key="k", **PURPOSE)
    send(client, "draft_purpose_change", draft, **PURPOSE, **{"indicators-0-remove": "on"})
    assert not draft.purposes.get().indicators.exists()


def test_one_more_indicator_keeps_what_was_typed(client: Client, draft: Agreement) -> None:
    response = send(client, "draft_purpose_add", draft, key="k", act="more", **{**PURPOSE, "focus_area": ""})
    page = text_of(response)
    assert response.status_code == 200
    assert 'name="indicators-2-target"' in page
    assert "ترميم الأحياء التاريخية" in page
    assert "data-error-summary" not in page
    assert not draft.purposes.exists()


def test_errors_of_several_indicators_say_which_one(client: Client, draft: Agreement) -> None:
    typed = {"indicators-1-name_ar": "آبار", "indicators-1-baseline": "1", "indicators-1-target": "x"}
    page = text_of(send(client, "draft_purpose_add", draft, key="k", **PURPOSE, **typed))
    assert "Indicator 2 · Target must be a number, such as 60 or 12.5" in page


def test_a_purpose_is_removed_once_however_often_it_is_asked(client: Client, draft: Agreement) -> None:
    send(client, "draft_purpose_add", draft, key="k", **PURPOSE)
    purpose = draft.purposes.get()
    for _ in range(2):
        assert client.post(f"{page_url('draft_purposes', draft)}{purpose.public_id}/remove/").status_code == 302
    assert not draft.purposes.exists()


def test_the_purpose_of_another_draft_is_not_found(client: Client, draft: Agreement) -> None:
    foreign = AgreementFactory(owner_city=draft.owner_city)
    purpose = foreign.purposes.get()
    url = f"{page_url('draft_purposes', draft)}{purpose.public_id}/"
    assert client.get(url).status_code == 404
    client.post(f"{url}remove/")
    assert foreign.purposes.count() == 1


def test_the_basis_of_likeness_is_kept_on_the_same_task(client: Client, draft: Agreement) -> None:
    send(client, "draft_purposes", draft, likeness_facets=["cultural_makeup"], likeness_en="Two old ports")
    draft.refresh_from_db()
    assert (draft.likeness_facets, draft.likeness_en) == (["cultural_makeup"], "Two old ports")


def test_a_date_of_an_indicator_comes_back_as_it_may_be_typed(client: Client, draft: Agreement) -> None:
    send(client, "draft_purpose_add", draft, key="k", **PURPOSE)
    purpose = draft.purposes.get()
    indicator = purpose.indicators.get()
    indicator.due = PartialDate.year(2030)
    indicator.save()
    assert 'value="2030"' in text_of(client.get(f"{page_url('draft_purposes', draft)}{purpose.public_id}/"))


def test_a_template_fills_the_first_blank_indicator(client: Client, draft: Agreement) -> None:
    typed = {"focus_area": "water", "statement_en": "Lose less water", "indicators-count": "1"}
    response = send(client, "draft_purpose_add", draft, key="k", act="template", template="water_losses", **typed)
    row = response.context["form"].rows[0]
    assert (row["name_en"].value(), row["direction"].value()) == ("Water lost in the network", "fall")
    assert "Lose less water" in text_of(response)
    assert not draft.purposes.exists()


def test_a_template_takes_one_more_row_where_none_is_blank(client: Client, draft: Agreement) -> None:
    typed = {**PURPOSE, "indicators-count": "1"}
    response = send(client, "draft_purpose_add", draft, key="k", act="template", template="works_exchanged", **typed)
    rows = response.context["form"].rows
    assert [row["name_ar"].value() for row in rows] == ["مبانٍ مرمَّمة", "أعمال فنية عُرضت في المدينة الأخرى"]


def test_the_templates_offered_fit_the_focus_area(client: Client, draft: Agreement) -> None:
    response = send(client, "draft_purpose_add", draft, key="k", act="more", focus_area="water")
    (group,) = response.context["templates"]
    assert {one.code for one in group[1]} >= {"water_losses", "practices_adopted"}
    assert "works_exchanged" not in {one.code for one in group[1]}
