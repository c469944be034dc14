"""The kinds of notices about places."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import CallReply, City
from cities.policies import ProfilePolicy
from cities.services.call_replies import NOTICE
from twinning.accounts.models import User
from twinning.notices.kinds import NoticeKind, register
from twinning.notices.models import Notice


def _words(notice: Notice) -> str:
    return _("%(organisation)s answered your call.") % {"organisation": notice.facts["organisation"]}


def _link(notice: Notice) -> str:
    return f"{reverse('cities:city_profile', args=[notice.facts['city']])}#calls"


def _visible(reader: User, notices: list[Notice]) -> list[Notice]:
    """Those about cities for which their reader still speaks."""
    cities = City.objects.in_bulk([notice.facts["city"] for notice in notices])
    replies = CallReply.objects.filter(public_id__in=[notice.subject_id for notice in notices])
    known = set(replies.values_list("public_id", flat=True))
    return [
        notice
        for notice in notices
        if notice.subject_id in known
        and notice.facts["city"] in cities
        and ProfilePolicy.can_propose(reader, cities[notice.facts["city"]])
    ]


def register_kinds() -> None:
    """Make every kind of this app known."""
    register(
        NoticeKind(
            code=NOTICE,
            label=gettext_lazy("Somebody answered a call of our city"),
            words=_words,
            link=_link,
            visible=_visible,
            icon="hand-stop",
        )
    )
