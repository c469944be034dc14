"""The page of the search over everything."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from twinning.core.text import clean_bidi
from twinning.home.search import is_searchable, search_everything

LONGEST_TEXT = 200


class SearchView(View):
    """Places, focus areas, relationships and agreements that go by a text."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = clean_bidi(request.GET.get("q", "")).replace("\0", "").strip()[:LONGEST_TEXT]
        can_search = is_searchable(text)
        context = {
            "text": text,
            "can_search": can_search,
            "results": search_everything(text, request) if can_search else None,
            "cities_query": urlencode({"q": text}),
        }
        return render(request, "home/search.html", context)
