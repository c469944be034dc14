"""The form of one activity: a handful of fields in sight, everything else folded away."""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TITLE
from agreements.choices import GRADES, ActivityType, Grade, TargetGroup, Visibility
from agreements.forms.bilingual import first_of_pair, long_text_pair, text_pair
from agreements.forms.evidence import EvidenceForm, keys_of, member_cities
from agreements.models import Activity, Document
from agreements.services.activities import ActivityInput
from twinning.core.dates import PartialDate
from twinning.core.forms import NumberField, PartialDateFormField, TextField, Typed, WholeNumberField

GRADE_WORDS = {
    Grade.SYMBOLIC: _("Symbolic: not counted in vitality"),
    Grade.EXCHANGE: _("Exchange"),
    Grade.JOINT_PLANNING: _("Joint planning"),
    Grade.DELIVERED: _("Delivered"),
}


# Folded answers that are there before anybody typed: they do not open the fold.
PRESET = {"purposes", "currency", "visibility"}


class ActivityForm(EvidenceForm):
    """What happened, when, where, with how many; and folded: purposes, groups, money, evidence, who may read it."""

    type = forms.ChoiceField(
        label=_("What kind of activity?"),
        choices=[
            ("", _("Choose a kind")),
            *(
                (GRADE_WORDS[grade], [(kind.value, kind.label) for kind in kinds])
                for grade, kinds in reversed(GRADES.items())
            ),
        ],
        error_messages={"required": _("Choose what kind of activity it was.")},
    )
    title_ar, title_en = text_pair(
        _("What happened? In Arabic"), _("What happened? In English"), longest=LONGEST_TITLE, required=False
    )
    starts = PartialDateFormField(
        label=_("When?"), or_unknown=True, help_text=_("Such as 5/3/2026, March 2026 or 2026. Preset to today.")
    )
    people = WholeNumberField(
        label=_("How many people took part?"), least=0, required=False, help_text=_("All together, of both sides.")
    )
    result_ar, result_en = long_text_pair(_("What came of it? In Arabic"), _("What came of it? In English"))
    ends = PartialDateFormField(label=_("Last day, where it lasted longer"), required=False)
    place = TextField(
        label=_("Venue, or another city"), longest=200, required=False, help_text=_("Such as a hall or a quarter.")
    )
    cost = NumberField(label=_("Cost"), least=0, required=False)
    funding_source = TextField(label=_("Who paid?"), longest=200, required=False)

    GROUPS: ClassVar[dict[str, TargetGroup]] = {f"people_{group.value}": group for group in TargetGroup}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = first_of_pair("title")
        self.fields[first].required = True
        self.fields[first].error_messages["required"] = str(_("Say in a few words what happened."))
        cities = member_cities(self.agreement)
        self.cities = {str(city.pk): city for city in cities}
        self.fields["city"] = forms.ChoiceField(
            label=_("Where?"),
            choices=[*((str(city.pk), city.name) for city in cities), ("", _("Elsewhere, or online"))],
            required=False,
        )
        self.add_purposes(_("Which purposes did it serve?"))
        for name, group in self.GROUPS.items():
            self.fields[name] = WholeNumberField(label=group.label, least=0, required=False)
        self.add_currency(self.initial.get("currency", ""))
        self.add_documents(_("Evidence that is on file"))
        self.add_visibility()

    @property
    def in_sight(self) -> list[BoundField]:
        names = ("type", first_of_pair("title"), "starts", "city", "people", first_of_pair("result"))
        return self.bound(names)

    @property
    def folded(self) -> list[tuple[Any, list[BoundField]]]:
        """The rest under its headings."""
        other = {"title_ar", "title_en", "result_ar", "result_en"} - {first_of_pair("title"), first_of_pair("result")}
        return [
            (_("Purposes and place"), self.bound(("purposes", "ends", "place"))),
            (_("Of them, by target group"), self.bound(self.GROUPS)),
            (_("Money"), self.bound(("cost", "currency", "funding_source"))),
            (_("Evidence"), self.bound(("documents", "uploads", "visibility"))),
            (_("In the other language"), self.bound(sorted(other, reverse=True))),
        ]

    @property
    def is_unfolded(self) -> bool:
        """Whether the folded part holds something that must be seen: an error, or an answer."""
        names = {field.name for _title, fields in self.folded for field in fields}
        return bool(names & set(self.errors)) or any(self.initial.get(name) for name in names - PRESET)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        of_groups = sum(cleaned.get(name) or 0 for name in self.GROUPS)
        if of_groups and "people" not in self.errors and of_groups > (cleaned.get("people") or of_groups):
            message = _("The target groups add up to %(sum)s, more than all who took part. Each person counts once.")
            self.add_error("people", ValidationError(message, "too_few", {"sum": of_groups}))
        return cleaned

    @classmethod
    def blank(cls, agreement: Any, *, own_cities: frozenset[int], today: datetime.date) -> dict[str, Any]:
        """What a new activity most often is: today, in one's own city, for the only purpose."""
        cities = [city for city in member_cities(agreement) if city.pk in own_cities] or member_cities(agreement)
        purposes = list(agreement.purposes.all())
        return {
            "starts": PartialDate.day(today),
            "city": str(cities[0].pk) if cities else "",
            "purposes": keys_of(purposes) if len(purposes) == 1 else [],
        }

    @classmethod
    def stored(cls, activity: Activity) -> dict[str, Any]:
        names = ("type", "title_ar", "title_en", "ends", "place", "cost", "currency", "funding_source")
        counts = {row.target_group: row.people for row in activity.participants.all()}
        return {
            **{name: getattr(activity, name) for name in (*names, "result_ar", "result_en", "visibility")},
            "starts": activity.starts if activity.starts and activity.starts.value else Typed(is_unknown=True),
            "city": str(activity.city_id or ""),
            "people": sum(counts.values()) or None,
            **{name: counts.get(group.value) for name, group in cls.GROUPS.items()},
            "purposes": keys_of(activity.purposes.all()),
            "documents": keys_of(activity.documents.all()),
        }

    def as_input(self, *, unseen: Sequence[Document] = ()) -> ActivityInput:
        """The answers; `unseen` is evidence that this person may not read, which stays."""
        answers = self.cleaned_data
        groups = {group.value: answers.get(name) or 0 for name, group in self.GROUPS.items()}
        others = max((answers.get("people") or 0) - sum(groups.values()), 0)
        texts = ("title_ar", "title_en", "place", "funding_source", "result_ar", "result_en")
        return ActivityInput(
            **{name: answers[name] for name in texts},
            type=ActivityType(answers["type"]),
            starts=answers["starts"],
            ends=answers["ends"],
            city=self.cities.get(answers["city"]),
            purposes=self.chosen_purposes(),
            participants={**groups, "": others},
            cost=answers["cost"],
            currency=answers["currency"],
            documents=[*self.chosen_documents(), *unseen],
            visibility=Visibility(answers["visibility"]),
        )
