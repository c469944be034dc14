"""What the pages of a relationship's follow-up share: who may open them, who may write, colliding edits."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from agreements.choices import Origin
from agreements.models import Relationship
from agreements.policies import RelationshipPolicy
from agreements.relationship_policies import VitalityPolicy
from agreements.views.agreement_rows import pair_name
from agreements.views.evidence_page import EvidenceFormView
from agreements.views.listing import Link
from agreements.views.relationship_rows import ordered_members
from twinning.core.exceptions import Conflict


class TiePage(EvidenceFormView):
    """A page about one relationship, for those who read its internal records; `writes` for those who look after it."""

    writes = True
    relationship: Relationship

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load()
        if self.writes and not self.can_write:
            raise PermissionDenied
        try:
            return View.dispatch(self, request, *args, **kwargs)
        except Conflict as error:
            messages.error(request, str(error.message))
            return redirect(self.back_url)

    def load(self) -> None:
        """Read what the page is about. Raises: Http404 where it is unseen."""
        self.relationship = self.find_tie(public_id=self.kwargs["public_id"])

    def find_tie(self, **where: Any) -> Relationship:
        rows = RelationshipPolicy.visible_to(self.request.user).filter(origin=Origin.REGISTERED, **where)
        found = rows.prefetch_related("members__city__country", "members__governorate__country").first()
        if found is None or not VitalityPolicy.reads_whole(self.request.user, found):
            raise Http404
        return found

    @property
    def can_write(self) -> bool:
        return RelationshipPolicy.can_follow_up(self.request.user, self.relationship)

    @property
    def name(self) -> str:
        return pair_name(member.name for member in ordered_members(self.relationship))

    @property
    def back_url(self) -> str:
        return reverse("agreements:tie_follow_up", args=[self.relationship.public_id])

    def new_id(self) -> uuid.UUID:
        return uuid.uuid5(self.relationship.public_id, self.key)

    def crumbs(self) -> list[Link]:
        return [
            Link(_("Relationships"), reverse("agreements:relationship_list")),
            Link(self.name, reverse("agreements:relationship_detail", args=[self.relationship.public_id])),
            Link(_("Follow-up"), self.back_url),
        ]

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        own = {
            "active_entry": "relationships",
            "relationship": self.relationship,
            "name": self.name,
            "crumbs": self.crumbs(),
            "back_url": self.back_url,
        }
        return render(self.request, self.template_name, {**own, **context}, status=status)
