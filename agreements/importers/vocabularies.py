"""What people write for types, statuses, legal steps and focus areas, in three languages."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db import models

from agreements.choices import AgreementType, AuthorisationKind, Link, Status, Visibility
from twinning.focus_areas.models import FocusArea
from twinning.imports.values import Vocabulary
from twinning.imports.words import in_both

_TYPES: Mapping[str, Iterable[str]] = {
    AgreementType.TWINNING: (
        "twinning",
        "town twinning",
        "sister city",
        "sister cities",
        "sister city agreement",
        "partnership",
        "توأمة",
        "التوأمة",
        "تآخي",
        "اتفاقية تآخي",
        "partnerschaft",
        "städtepartnerschaft",
        "jumelage",
    ),
    AgreementType.CHARTER: ("charter", "ميثاق", "ميثاق تآخي", "charta"),
    AgreementType.FRIENDSHIP: ("friendship", "friendship pact", "صداقة", "freundschaft", "städtefreundschaft"),
    AgreementType.COOPERATION: (
        "cooperation",
        "co-operation agreement",
        "تعاون",
        "اتفاقية تعاون مشترك",
        "zusammenarbeit",
        "kooperation",
        "kooperationsvereinbarung",
        "contact",
        "kontakt",
    ),
    AgreementType.MEMORANDUM: ("memorandum", "mou", "مذكرة", "مذكره تفاهم", "absichtserklärung mou"),
    AgreementType.DECLARATION: ("declaration", "letter of intent", "loi", "نوايا", "خطاب نوايا", "absichtserklärung"),
    AgreementType.EXECUTIVE_PROGRAMME: ("programme", "executive program", "برنامج", "برنامج عمل", "arbeitsprogramm"),
    AgreementType.AMENDMENT: ("annex", "ملحق", "nachtrag"),
    AgreementType.RENEWAL: ("تجديد اتفاقية", "erneuerung"),
    AgreementType.SUBSIDIARY: ("subsidiary", "unterabkommen"),
}
_STATUSES: Mapping[str, Iterable[str]] = {
    Status.DRAFT: (
        "in preparation",
        "planned",
        "proposed",
        "قيد الإعداد",
        "قيد التحضير",
        "مقترحة",
        "entwurf",
        "geplant",
    ),
    Status.SUBMITTED: ("submitted", "قيد الدراسة", "eingereicht"),
    Status.SIGNED: ("signed", "موقعة", "موقع", "unterzeichnet"),
    Status.IN_FORCE: (
        "active",
        "valid",
        "current",
        "effective",
        "in kraft",
        "aktiv",
        "سارية",
        "ساري",
        "سارية المفعول",
        "نافذة",
        "فعالة",
        "قائمة",
    ),
    Status.SUSPENDED: ("suspended", "ruhend", "موقوفة"),
    Status.EXPIRED: ("ended", "expired", "abgelaufen", "beendet", "منتهية", "منتهي", "انتهت"),
    Status.TERMINATED: ("cancelled", "terminated", "gekündigt", "ملغاة", "ملغية"),
    Status.HISTORICAL: ("old", "historic", "historisch", "قديمة", "تاريخي"),
}
_KINDS: Mapping[str, Iterable[str]] = {
    AuthorisationKind.ROYAL_DECREE: ("decree", "مرسوم", "dekret", "königliches dekret"),
    AuthorisationKind.ROYAL_WILL: ("royal order", "الإرادة الملكية", "أمر ملكي"),
    AuthorisationKind.CABINET_DECISION: ("cabinet", "council of ministers", "مجلس الوزراء", "kabinettsbeschluss"),
    AuthorisationKind.MINISTERIAL_APPROVAL: (
        "ministerial decision",
        "ministry approval",
        "قرار وزاري",
        "موافقة الوزارة",
        "موافقة الوزير",
    ),
    AuthorisationKind.COUNCIL_DECISION: (
        "council decision",
        "municipal council",
        "council resolution",
        "قرار المجلس",
        "المجلس البلدي",
        "قرار مجلس البلدية",
        "ratsbeschluss",
        "beschluss",
    ),
    AuthorisationKind.DELEGATION: ("delegation", "تفويض", "vollmacht"),
    AuthorisationKind.GAZETTE_PUBLICATION: ("gazette", "official gazette", "الجريدة الرسمية", "amtsblatt"),
}
_VISIBILITIES: Mapping[str, Iterable[str]] = {
    Visibility.PUBLIC: ("عام", "عامة", "معلنة", "öffentlich"),
    Visibility.INTERNAL: ("داخلي", "داخلية", "سرية", "confidential", "intern"),
}
_LINKS: Mapping[str, Iterable[str]] = {
    Link.RENEWS: ("renews", "renewal", "تجديد"),
    Link.AMENDS: ("amends", "amendment", "تعديل"),
    Link.UNDER: ("under", "تندرج تحتها", "ضمن"),
    Link.REPLACES: ("replaces", "replacement", "استبدال"),
    Link.SEPARATE: ("separate", "مستقلة", "منفصلة"),
}
NO_END = Vocabulary(
    {
        "none": (
            "no end date",
            "no end",
            "open-ended",
            "indefinite",
            "unbefristet",
            "بلا أجل",
            "بلا نهاية",
            "مفتوحة",
            "غير محددة المدة",
        )
    }
)
_FOCUS: Mapping[str, Iterable[str]] = {
    "education": ("bildung", "schulen", "تعليم", "التعليم"),
    "trade": ("wirtschaft", "handel", "economy", "trade", "business", "تجارة", "اقتصاد", "التجارة", "الاقتصاد"),
    "culture": ("kultur", "ثقافة", "cultural"),
    "sustainability": ("umwelt", "nachhaltigkeit", "environment", "بيئة", "البيئة", "استدامة"),
}


def _of(choices: type[models.TextChoices], more: Mapping[str, Iterable[str]]) -> Vocabulary:
    return Vocabulary(
        {member.value: (*in_both(member.label).values(), *more.get(member.value, ())) for member in choices}
    )


@cache
def types() -> Vocabulary:
    return _of(AgreementType, _TYPES)


@cache
def statuses() -> Vocabulary:
    return _of(Status, _STATUSES)


@cache
def kinds() -> Vocabulary:
    return _of(AuthorisationKind, _KINDS)


@cache
def visibilities() -> Vocabulary:
    return _of(Visibility, _VISIBILITIES)


@cache
def links() -> Vocabulary:
    return _of(Link, _LINKS)


def focus_areas() -> Vocabulary:
    """The focus areas as they stand in their table; a root's name wins over that of a sub-area."""
    areas = FocusArea.objects.order_by("-parent", "-position")
    return Vocabulary({area.code: (area.name_ar, area.name_en, *_FOCUS.get(area.code, ())) for area in areas})
