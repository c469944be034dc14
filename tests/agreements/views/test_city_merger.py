"""The page on which the ministry merges a city into its successor."""

import pytest
from django.test import Client
from django.urls import reverse

from cities.models import City
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_plan_is_shown_first_then_the_city_is_merged_and_that_is_undone(
    client: Client, reviewer: User, salalah: City, muscat: City
) -> None:
    client.force_login(reviewer)
    url = reverse("cities:city_merger", args=[salalah.pk])
    typed = {"city": "Muscat", "reason": "Decree 1/2026", "version": str(salalah.version)}
    page = client.post(url, {**typed, "act": "merge"})
    assert page.context["plan"] is not None
    salalah.refresh_from_db()
    assert salalah.merged_into is None
    done = client.post(url, {**typed, "act": "merge", "successor": str(muscat.pk)})
    assert done["Location"] == reverse("cities:city_detail", args=[muscat.pk])
    old = client.get(reverse("cities:city_detail", args=[salalah.pk]))
    assert old["Location"] == reverse("cities:city_detail", args=[muscat.pk])
    client.post(url, {"act": "undo"})
    salalah.refresh_from_db()
    assert salalah.merged_into is None


def test_an_unknown_successor_is_told_at_its_field(client: Client, reviewer: User, salalah: City) -> None:
    client.force_login(reviewer)
    page = client.post(reverse("cities:city_merger", args=[salalah.pk]), {"city": "Nowhereville", "reason": "x"})
    assert page.status_code == 422
    assert "city" in page.context["form"].errors


def test_whoever_may_not_merge_sees_no_such_page(client: Client, officer: User, salalah: City) -> None:
    client.force_login(officer)
    assert client.get(reverse("cities:city_merger", args=[salalah.pk])).status_code == 404
