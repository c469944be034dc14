"""The first page: the public register for everybody, my work for those who are signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from agreements.choices import Vitality
from twinning.accounts.models import User
from twinning.home.desk import desk_of
from twinning.home.figures import landing


class HomeView(View):
    """One address, two pages: who is signed in and has a role finds her desk."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, User):
            desk = desk_of(request, person, today=timezone.localdate(), at=timezone.now())
            if desk.memberships or desk.is_administrator:
                return render(request, "home/desk.html", {"desk": desk})
        context = {
            "landing": landing(request),
            "has_no_role": isinstance(person, User),
            "vitalities": Vitality.values,
        }
        return render(request, "home/landing.html", context)
