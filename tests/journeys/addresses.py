"""Every page of the site with an example address: a page without one here fails the build."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import URLResolver, get_resolver

from agreements.choices import Status
from agreements.models import Agreement, Confirmation, Document
from agreements.services.confirmation_letters import LINK_PURPOSE
from cities.models import CallReply, City, CityCall, Facet, ProfileEntry, ReferenceCity, Trait
from cities.services.vocabularies import load_growth_models, load_traits
from tests.factories.accounts import person
from tests.factories.agreement_parts import (
    ActivityFactory,
    AuthorisationFactory,
    DocumentFactory,
    DueDiligenceFactory,
    FocalPointFactory,
    MeasurementFactory,
    ProjectFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory
from tests.factories.places import country, place
from tests.imports import checked, csv_bytes
from tests.journeys import follow_up_addresses
from tests.journeys.follow_up_addresses import make_follow_up
from twinning.accounts.models import User
from twinning.accounts.one_time_links import issue
from twinning.accounts.roles import Role
from twinning.imports.models import ImportRun

CODES = {
    "cities:country_detail": "OM",
    "cities:gap_report": "OM",
    "cities:governorate_detail": "OM.06",
    "cities:growth_model_matches": "tourism",
}
# Parts of the site that are not pages of ours: Django's administration, allauth's addresses for what is not offered
# here, and addresses that only take a POST or hand out a file.
NOT_PAGES = {
    "admin",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes",
    "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_signup_webauthn", "mfa_view_recovery_codes",
    "account_confirm_email", "account_confirm_login_code", "account_email_verification_sent", "account_reauthenticate",
    "account_request_login_code", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_set_password", "account_signup_by_passkey", "account_verify_phone", "account_change_phone",
    "account_user_verified",
    "agreements:document_download", "calendar:feed", "agreements:certificate", "agreements:dossier",
    "agreements:agreement_export", "imports:template", "imports:wrong_rows",
    "home:kept_work",
}  # fmt: skip
CITY_PAGES = {
    "cities:call_change", "cities:call_reply", "cities:call_reply_confirm", "cities:profile_entry_change",
}  # fmt: skip
REVIEWERS_PAGES = {"agreements:review_queue", "agreements:agreement_act", "cities:city_merger"}
UNSUBSCRIBE_ID = UUID("00000000-0000-4000-8000-000000000000")
SIGNED_OUT = {"account_login", "account_reset_password", "account_reset_password_done", "account_signup",
              "account_inactive", "agreements:verification", "agreements:confirm_by_link"}  # fmt: skip


@dataclass
class Example:
    """What the walk looks at: a register with one record of each kind, and the people who may read it."""

    officer: User
    reviewer: User
    in_force: Agreement
    draft: Agreement
    submitted: Agreement
    document: Document
    entry: ProfileEntry
    call: CityCall
    run: ImportRun

    def person_for(self, name: str) -> User | None:
        if name in SIGNED_OUT | follow_up_addresses.SIGNED_OUT:
            return None
        return self.reviewer if name in REVIEWERS_PAGES else self.officer

    def arguments_for(self, name: str) -> dict[str, Any]:
        """The arguments of an example address of the page called `name`."""
        return {"public_id": self.run.public_id} if name.startswith("imports:run_") else self._arguments_for(name)

    def _arguments_for(self, name: str) -> dict[str, Any]:
        page = name.rpartition(":")[2]
        if name == "agreements:project_act":
            return {"project_id": self.in_force.projects.get().public_id, "act": "stop"}
        if name in follow_up_addresses.PAGES:
            return follow_up_addresses.arguments_for(name, self.in_force)
        if name == "agreements:agreement_act":
            return {"public_id": self.submitted.public_id, "act": "return"}
        if name == "agreements:authorisation_record":
            return {
                "public_id": self.submitted.public_id,
                "step_id": self.submitted.authorisations.get().public_id,
            }
        if name in CITY_PAGES:
            return self._of_city_page(name)
        if name == "notices:unsubscribe":
            return {"unsubscribe_id": UNSUBSCRIBE_ID}
        record = self.draft if page.startswith("draft_") or page == "history_revert" else self.in_force
        return {
            "public_id": record.public_id,
            "purpose_id": record.purposes.get().public_id,
            "party_id": record.parties.get(side="partner").public_id,
            "step_id": record.authorisations.get().public_id,
            "document_id": self.document.public_id,
            "activity_id": self.in_force.activities.get().public_id,
            "project_id": self.in_force.projects.get().public_id,
            "indicator_id": record.purposes.get().indicators.get().public_id,
            "measurement_id": self.in_force.purposes.get().indicators.get().measurements.get().public_id,
            "pk": self.in_force.owner_city_id,
            "secret": _secret_about(self.in_force),
            "code": CODES.get(name, "culture"),
            "act": "suspend",
            "version": 1,
            "facet": self.entry.facet,
        }

    def _of_city_page(self, name: str) -> dict[str, Any]:
        """The arguments of the pages of statements and calls."""
        record = self.entry if name == "cities:profile_entry_change" else self.call
        secret = _secret_of_reply(self.call) if name == "cities:call_reply_confirm" else ""
        return {"pk": record.city_id, "public_id": record.public_id, "secret": secret}


def make_example() -> Example:
    """One agreement with everything, a draft and a submitted one of Muscat, an officer and a reviewer."""
    muscat = place("muscat")
    officer, reviewer = person(Role.OFFICER, muscat), person(Role.REVIEWER, country("OM"))
    in_force = AgreementFactory(
        status=Status.IN_FORCE,
        owner_city=muscat,
        partners=[place("kobe")],
        focus=("student_exchange",),
        created_by=officer,
    )
    MeasurementFactory(indicator=in_force.purposes.get().indicators.get())
    ActivityFactory(agreement=in_force, relationship=in_force.relationship)
    ProjectFactory(agreement=in_force)
    FocalPointFactory(agreement=in_force)
    make_follow_up(in_force)
    DueDiligenceFactory(agreement=in_force)
    draft = AgreementFactory(owner_city=muscat, partners=[place("toulouse")], created_by=officer)
    AuthorisationFactory(agreement=draft)
    return Example(
        officer=officer,
        run=run_with_a_question(officer),
        reviewer=reviewer,
        in_force=in_force,
        draft=draft,
        submitted=AgreementFactory(status=Status.SUBMITTED, owner_city=muscat, created_by=officer),
        document=DocumentFactory(agreement=in_force),
        entry=_entry_of(muscat),
        call=CityCall.objects.create(
            city=muscat, direction="offer", focus_area_id="student_exchange", text_en="Ours", text_ar="خبرة"
        ),
    )


def _secret_about(agreement: Agreement) -> str:
    """The secret of a link by which the other side is asked about an agreement."""
    at = datetime.now(tz=UTC)
    asking, _is_new = Confirmation.objects.get_or_create(agreement=agreement, defaults={"asked_at": at})
    email, valid_for = "contact@kobe.example", timedelta(days=1)
    return issue(
        purpose=LINK_PURPOSE, subject_id=asking.public_id, email=email, by=None, at=at, valid_for=valid_for
    ).secret


def _secret_of_reply(call: CityCall) -> str:
    """A link by which somebody proves her address."""
    reply = CallReply.objects.create(
        call=call, name="Haruka", organisation="Kobe", email="a@example.org", message="Let us talk.", language="en"
    )
    return issue(
        purpose="call-reply",
        subject_id=reply.public_id,
        email=reply.email,
        by=None,
        at=datetime.now(UTC),
        valid_for=timedelta(days=1),
    ).secret


def _entry_of(city: City) -> ProfileEntry:
    """A statement with a trait, and the city in the catalogue."""
    load_growth_models()
    load_traits()
    ReferenceCity.objects.create(
        city=city, growth_model_id="tourism", reason_en="An example", source="A list", as_of=date(2026, 1, 1)
    )
    entry = ProfileEntry.objects.create(
        city=city, facet=Facet.ADVANTAGES, text_en="A harbour", source="A list", as_of=date(2026, 1, 1)
    )
    entry.traits.set(Trait.objects.filter(pk="cruise_harbour"))
    return entry


def make_springfields() -> None:
    """Two places of one name, far from each other and of like size."""
    for pk, population, latitude, longitude in ((4250542, 114_394, 39.8, -89.64), (4951788, 155_929, 42.1, -72.59)):
        city = CityFactory(
            id=pk,
            name_ar="",
            name_en="Springfield",
            country=country("US"),
            population=population,
            latitude=latitude,
            longitude=longitude,
        )
        city.names.get_or_create(name="Springfield", kind="official")


def run_with_a_question(officer: User) -> ImportRun:
    """A spreadsheet of Muscat with one row that is right, one that is doubtful and one that is wrong."""
    make_springfields()
    rows = [
        ["المدينة الشريكة", "البلد", "النوع", "تاريخ التوقيع"],
        ["كوبه", "اليابان", "مذكرة تفاهم", "2012"],
        ["Springfield", "USA", "صداقة", "1990"],
        ["الرباط", "المغرب", "توأمة", "31/2/1984"],
    ]
    city_id = officer.memberships.get().city_id
    return checked(csv_bytes(rows), by=officer, organisation=f"city:{city_id}", name="اتفاقيات مسقط.csv")


def page_names() -> list[str]:
    """The names of all pages that stand under a language, without those in `NOT_PAGES`."""
    names = {name for name, language_prefixed in _names(get_resolver(), "", is_prefixed=False) if language_prefixed}
    return sorted(name for name in names if name not in NOT_PAGES and name.split(":")[0] not in NOT_PAGES)


def parameters_of(name: str) -> set[str]:
    """The arguments an address takes."""
    found = [names for pattern_name, names in _parameters(get_resolver(), "", frozenset()) if pattern_name == name]
    return set(found[0]) if found else set()


def _names(resolver: URLResolver, prefix: str, *, is_prefixed: bool) -> Iterator[tuple[str, bool]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            under_language = is_prefixed or type(pattern.pattern).__name__ == "LocalePrefixPattern"
            yield from _names(pattern, inner, is_prefixed=under_language)
        elif pattern.name and _answers_a_get(pattern.callback):
            yield prefix + pattern.name, is_prefixed


def _answers_a_get(view: Callable[..., Any]) -> bool:
    """False for addresses that only take what a button sends."""
    view_class = getattr(view, "view_class", None)
    return view_class is None or (hasattr(view_class, "get") and "get" in view_class.http_method_names)


def _parameters(resolver: URLResolver, prefix: str, known: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in resolver.url_patterns:
        names = known | frozenset(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _parameters(pattern, inner, names)
        elif pattern.name:
            yield prefix + pattern.name, names
