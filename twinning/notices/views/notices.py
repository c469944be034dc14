"""The list of what one person was told, and marking it read."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from twinning.accounts.models import User
from twinning.notices.kinds import kind_of, still_visible
from twinning.notices.models import Notice
from twinning.notices.services import mark_read

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in words."""

    notice: Notice
    words: str
    icon: str


def reader_of(request: HttpRequest) -> User:
    """The signed-in person. Raises: PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def rows_for(reader: User, notices: list[Notice]) -> list[NoticeRow]:
    """Those of some notices that their reader may still know of, in words."""
    return [
        NoticeRow(notice, kind.words(notice), kind.icon)
        for notice in still_visible(reader, notices)
        if (kind := kind_of(notice))
    ]


class NoticeListView(LoginRequiredMixin, View):
    """All notices of the person, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        page = Paginator(Notice.objects.filter(recipient=reader), PAGE_SIZE).get_page(request.GET.get("page"))
        context: dict[str, Any] = {"page": page, "rows": rows_for(reader, list(page)), "active_entry": "notices"}
        return render(request, "notices/notice_list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        mark_read(reader=reader_of(request), at=timezone.now())
        return redirect("notices:notice_list")


class NoticeOpenView(LoginRequiredMixin, View):
    """Marks one notice read and leads to what it is about."""

    def post(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        reader = reader_of(request)
        mark_read(reader=reader, at=timezone.now(), public_id=public_id)
        found = rows_for(reader, list(Notice.objects.filter(recipient=reader, public_id=public_id)))
        kind = kind_of(found[0].notice) if found else None
        return redirect(kind.link(found[0].notice) if kind else "notices:notice_list")
