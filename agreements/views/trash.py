"""The trash: drafts that were discarded, and the way back."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.exceptions import ActNotPermitted
from agreements.policies import AgreementPolicy, TrashPolicy
from agreements.services.trash import discard_draft, restore_draft
from agreements.views.agreement_rows import members_of, pair_name
from agreements.views.people import signed_in
from cities.policies import reach_of
from twinning.accounts.roles import Capability

PAGE_SIZE = 50


class TrashView(LoginRequiredMixin, View):
    """The discarded drafts of one's own cities, the last discarded first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not reach_of(request.user, Capability.WRITE_DRAFTS):
            raise PermissionDenied
        drafts = TrashPolicy.visible_to(request.user).with_list_parts().order_by("-discarded_at", "-pk")
        page = Paginator(drafts, PAGE_SIZE).get_page(request.GET.get("page"))
        rows = [(draft, pair_name(party.name for party in members_of(draft.parties.all()))) for draft in page]
        return render(request, "agreements/trash.html", {"page": page, "rows": rows, "active_entry": "home"})


class DraftDiscardView(LoginRequiredMixin, View):
    """Puts a draft in the trash."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        draft = get_object_or_404(AgreementPolicy.visible_to(request.user), public_id=public_id)
        try:
            discard_draft(draft, by=signed_in(request), at=timezone.now())
        except ActNotPermitted as error:
            raise PermissionDenied from error
        messages.success(request, _("The draft is in the trash. You can take it out again at any time."))
        return redirect("agreements:trash")


class DraftRestoreView(LoginRequiredMixin, View):
    """Takes a draft out of the trash."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
        draft = TrashPolicy.visible_to(request.user).filter(public_id=public_id).first()
        if draft is None:
            # Pressed twice: it is out already, for whoever sees it.
            get_object_or_404(AgreementPolicy.visible_to(request.user), public_id=public_id)
            return redirect("agreements:draft_tasks", public_id=public_id)
        restore_draft(draft, by=signed_in(request), at=timezone.now())
        messages.success(request, _("The draft is back, with everything it held."))
        return redirect("agreements:draft_tasks", public_id=public_id)
