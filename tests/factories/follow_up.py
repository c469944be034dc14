"""The follow-up of relationships for tests: action plans, yearly reports, continuity checks."""

import datetime

import factory

from agreements.choices import ContinuityCause
from agreements.models import ActionPlan, ContinuityCheck, PlanItem, Review


class ActionPlanFactory(factory.django.DjangoModelFactory[ActionPlan]):
    """A plan of `relationship=` with one step."""

    class Meta:
        model = ActionPlan
        skip_postgeneration_save = True

    title = "خطة العمل المشتركة"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2027, 12, 31)

    @factory.post_generation
    def items(self, create: bool, extracted: list[str] | None, **_kwargs: object) -> None:
        for position, what in enumerate(extracted or ["ورشة مشتركة في حفظ التراث"]):
            PlanItem.objects.create(plan=self, position=position, what=what, who="دائرة العلاقات")


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    """The report of `relationship=` for 2026, asked."""

    class Meta:
        model = Review

    year = 2026
    due_on = datetime.date(2026, 5, 20)


class ContinuityCheckFactory(factory.django.DjangoModelFactory[ContinuityCheck]):
    """An open check of `relationship=` after a change of mayor."""

    class Meta:
        model = ContinuityCheck

    cause = ContinuityCause.MAYOR
