"""The page behind a one-time link: the other side's contact reads the record and answers, without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agreements.choices import PUBLISHED_STATUSES
from agreements.confirmed_facts import fingerprint_of
from agreements.forms.confirmation import AnswerForm
from agreements.models import Agreement, Confirmation
from agreements.models.confirmation import RoundState
from agreements.services.confirmation_letters import LINK_PURPOSE
from agreements.services.confirmations import Answer, NotAsked, answer_by_link
from agreements.views.confirmation_facts import fact_rows
from agreements.views.draft_page import STALE, UNPROCESSABLE
from twinning.accounts.one_time_links import LinkNotValid
from twinning.accounts.one_time_pages import OneTimeLinkView
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.core.forms import problems_to_form


class ConfirmByLinkView(OneTimeLinkView):
    """Shows what the other side is asked about, and nothing else of the record; POST answers and uses the link up."""

    purpose = LINK_PURPOSE

    @cached_property
    def asking(self) -> Confirmation | None:
        """The question that still waits; a record that is no fact of the world any more is not asked about."""
        return (
            Confirmation.objects.select_related("agreement__owner_city")
            .filter(
                public_id=self.link.subject_id,
                state=RoundState.ASKED,
                agreement__status__in=PUBLISHED_STATUSES,
            )
            .first()
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(AnswerForm(asks_name=True))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST, asks_name=True)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        given = Answer(request.POST.get("fingerprint", ""), form.disputed, form.cleaned_data["name"])
        try:
            asking = answer_by_link(secret=kwargs["secret"], given=given, at=timezone.now())
        except InvalidInput as error:
            problems_to_form(form, error)
            return self.show(form, UNPROCESSABLE)
        except StaleVersion as error:
            return self.show(form, STALE, changed=str(error.message))
        except (LinkNotValid, NotAsked):
            return self.unusable()
        return render(request, "agreements/confirmation_thanks.html", {"asking": asking})

    def show(self, form: AnswerForm, status: int = 200, *, changed: str = "") -> HttpResponse:
        if self.asking is None:
            return self.unusable()
        agreement = (
            Agreement.objects.with_list_parts().prefetch_related("authorisations").get(pk=self.asking.agreement_id)
        )
        context = {
            "agreement": agreement,
            "facts": fact_rows(agreement),
            "fingerprint": fingerprint_of(agreement),
            "form": form,
            "answer_form": form,
            "changed": changed,
            "title": str(agreement) or _("Agreement"),
        }
        return render(self.request, "agreements/confirmation_by_link.html", context, status=status)
