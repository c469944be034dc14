"""Focus areas for tests, a root made together with its sub-area."""

import factory

from twinning.focus_areas.models import FocusArea

# Sub-areas that tests speak of, with their root and names; any other code is a root of that name.
SUB_AREAS: dict[str, tuple[str, str, str]] = {
    "student_exchange": ("education", "التبادل الطلابي والمدرسي", "Student and school exchange"),
    "ports_logistics": ("trade", "الموانئ واللوجستيات", "Ports and logistics"),
    "aerospace": ("trade", "الطيران والفضاء", "Aerospace"),
    "heritage": ("culture", "التراث والأحياء التاريخية", "Heritage and historic quarters"),
    "sustainable_transport": ("sustainability", "النقل المستدام", "Sustainable transport"),
    "inclusive_public_space": ("sustainability", "الفضاء العام الشامل والعدالة الاجتماعية", "Inclusive public space"),
    "water": ("sustainability", "المياه", "Water"),
}
ROOTS: dict[str, tuple[int, str, str]] = {
    "education": (1, "التعليم", "Education"),
    "trade": (6, "التجارة والاقتصاد", "Trade and economy"),
    "culture": (15, "الثقافة", "Culture"),
    "sustainability": (20, "الاستدامة", "Sustainability"),
}


class FocusAreaFactory(factory.django.DjangoModelFactory[FocusArea]):
    class Meta:
        model = FocusArea
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"area_{n}")
    name_ar = factory.LazyAttribute(lambda area: f"مجال {area.code}")
    name_en = factory.LazyAttribute(lambda area: f"Area {area.code}")
    position = factory.Sequence(lambda n: 1000 + n)


def focus_area(code: str) -> FocusArea:
    """The focus area with this code, a root of `ROOTS` or a sub-area of `SUB_AREAS`."""
    if code in ROOTS:
        position, name_ar, name_en = ROOTS[code]
        return FocusAreaFactory(code=code, name_ar=name_ar, name_en=name_en, position=position, parent=None)
    root, name_ar, name_en = SUB_AREAS[code]
    return FocusAreaFactory(code=code, name_ar=name_ar, name_en=name_en, parent=focus_area(root))
