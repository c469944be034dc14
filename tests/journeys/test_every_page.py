"""Every page in both languages: it answers, axe finds nothing, it is light, it fits a desktop and a phone."""

import gzip
from collections.abc import Iterable

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Request

from tests.journeys.addresses import Example, make_example, page_names, parameters_of
from tests.journeys.browser import Language, Screen, Visitor
from tests.journeys.conftest import VisitorFactory

HEAVIEST_PAGE_BYTES = 200_000
ALREADY_COMPRESSED = (".woff2", ".png", ".jpg")

pytestmark = pytest.mark.django_db(transaction=True)


def address_of(name: str, example: Example, language: Language) -> str:
    arguments = example.arguments_for(name)
    wanted = {key: arguments[key] for key in parameters_of(name)}
    with translation.override(language):
        return reverse(name, kwargs=wanted)


class Scales:
    """Weighs what a page loads, as a server with compression sends it to a browser that has nothing yet."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def weigh(self, visitor: Visitor, addresses: Iterable[str]) -> int:
        return sum(self._bytes_of(visitor, address) for address in set(addresses))

    def _bytes_of(self, visitor: Visitor, address: str) -> int:
        is_static = "/static/" in address
        if address not in self.known or not is_static:
            body = visitor.context.request.get(address).body()
            is_packed = address.split("?")[0].endswith(ALREADY_COMPRESSED)
            self.known[address] = len(body) if is_packed else len(gzip.compress(body))
        return self.known[address]


def look_at(visitor: Visitor, name: str, example: Example, scales: Scales) -> list[str]:
    """What is wrong with one page, as sentences; empty when all is well."""
    loaded: list[str] = []

    def keep(request: Request) -> None:
        loaded.append(request.url)

    visitor.page.on("request", keep)
    address = address_of(name, example, visitor.language)
    answer = visitor.page.goto(visitor.server_url + address, wait_until="load")
    faults = []
    if answer is None or answer.status != 200:
        return [f"{address} answers {answer.status if answer else 'nothing'}"]
    html = visitor.page.locator("html")
    if (html.get_attribute("lang"), html.get_attribute("dir")) != (
        visitor.language,
        "rtl" if visitor.language == "ar" else "ltr",
    ):
        faults.append(f"{address} is not marked as {visitor.language}")
    weight = scales.weigh(visitor, loaded)
    if weight > HEAVIEST_PAGE_BYTES:
        faults.append(f"{address} weighs {weight} bytes")
    try:
        visitor.assert_accessible()
        for screen in (Screen.PHONE, Screen.DESKTOP):
            visitor.page.set_viewport_size({"width": screen.value[0], "height": screen.value[1]})
            visitor.assert_fits_screen()
    except AssertionError as error:
        faults.append(str(error))
    visitor.page.remove_listener("request", keep)
    return faults


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_answers_and_is_accessible_light_and_fitting(
    visit: VisitorFactory,
    language: Language,
    half: int,
) -> None:
    example = make_example()
    scales = Scales()
    faults: list[str] = []
    for person_wanted in (example.officer, example.reviewer, None):
        visitor: Visitor = visit(language)
        if person_wanted is not None:
            visitor.sign_in(person_wanted)
        for name in page_names()[half::2]:
            if example.person_for(name) == person_wanted:
                faults += look_at(visitor, name, example, scales)
    assert not faults, "\n".join(faults)
