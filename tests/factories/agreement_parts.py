"""What hangs on an agreement, for tests: purposes, indicators, legal steps, documents, activities, projects."""

import datetime
from decimal import Decimal
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.choices import ActivityType, AuthorisationKind, AuthorisationState, Blocks, Side
from agreements.models import (
    Activity,
    Authorisation,
    Document,
    DueDiligence,
    FocalPoint,
    Indicator,
    Measurement,
    Project,
    Purpose,
)
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.core.dates import Precision

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class PurposeFactory(factory.django.DjangoModelFactory[Purpose]):
    """A purpose of `agreement=`; heritage unless told otherwise."""

    class Meta:
        model = Purpose

    focus_area = factory.LazyFunction(lambda: focus_area("heritage"))
    statement_ar = "ترميم الأحياء التاريخية وتبادل خبرات الصون بين المدينتين"
    statement_en = "Restore the historic quarters and share conservation skills between the two cities"
    position = factory.Sequence(lambda n: n)


class IndicatorFactory(factory.django.DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    purpose = factory.SubFactory(PurposeFactory)
    name_ar = "مبانٍ مرمَّمة"
    name_en = "Buildings restored"
    unit_ar = "مبنى"
    unit_en = "buildings"
    baseline = Decimal(0)
    target = Decimal(12)


class MeasurementFactory(factory.django.DjangoModelFactory[Measurement]):
    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(4)
    as_of = datetime.date(2025, 6, 30)
    source = "Municipal annual report"


class AuthorisationFactory(factory.django.DjangoModelFactory[Authorisation]):
    """A granted council decision of `agreement=`, dated to the day."""

    class Meta:
        model = Authorisation

    kind = AuthorisationKind.COUNCIL_DECISION
    state = AuthorisationState.GRANTED
    blocks = Blocks.SIGNING
    side = Side.LEAD
    authority_ar = "المجلس البلدي"
    authority_en = "Municipal council"
    number = factory.LazyAttribute(lambda step: "12/2024" if step.state == AuthorisationState.GRANTED else "")
    dated_on = factory.LazyAttribute(
        lambda step: datetime.date(2024, 3, 1) if step.state == AuthorisationState.GRANTED else None,
    )
    dated_on_precision = factory.LazyAttribute(lambda step: Precision.DAY if step.dated_on else "")


class DocumentFactory(factory.django.DjangoModelFactory[Document]):
    """A kept PDF of `agreement=`; internal unless told otherwise."""

    class Meta:
        model = Document

    original_name = "agreement.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="agreement.pdf"))


class ActivityFactory(factory.django.DjangoModelFactory[Activity]):
    """A technical visit of `relationship=` (and `agreement=`)."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    type = ActivityType.TECHNICAL_VISIT
    title_ar = "زيارة فنية لوفد البلدية"
    title_en = "Technical visit of a municipal delegation"
    starts_on = datetime.date(2025, 2, 10)
    starts_on_precision = Precision.DAY


class ProjectFactory(factory.django.DjangoModelFactory[Project]):
    """A project of `agreement=` in Amman."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    name_ar = "الحي النموذجي"
    name_en = "Model neighbourhood"
    city = factory.LazyFunction(lambda: place("amman"))


class FocalPointFactory(factory.django.DjangoModelFactory[FocalPoint]):
    class Meta:
        model = FocalPoint

    side = Side.LEAD
    name = "سالم بن ناصر"
    email = factory.Sequence(lambda n: f"contact{n}@example.org")


class DueDiligenceFactory(factory.django.DjangoModelFactory[DueDiligence]):
    class Meta:
        model = DueDiligence

    political = "علاقات مستقرة بين البلدين"
    community_readiness = "لجنة أهلية قائمة في المدينتين"

    @classmethod
    def _create(cls, model_class: type[DueDiligence], *args: Any, **kwargs: Any) -> DueDiligence:
        # An agreement that was made whole has its note already: this one takes its place.
        model_class.objects.filter(agreement=kwargs["agreement"]).delete()
        kwargs["agreement"]._state.fields_cache.pop("due_diligence", None)
        made: DueDiligence = super()._create(model_class, *args, **kwargs)
        return made


def pdf_upload(name: str = "agreement.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A PDF as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
