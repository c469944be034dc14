"""What every page knows about the site: language, direction, theme, header entries, the person's initials."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}
THEMES = frozenset({"light", "dark"})
THEME_COOKIE = "theme"
API_DOCS_PATH = "/api/v1/docs/"
# Two Arabic letters side by side would join and read as a word; a narrow space keeps them initials.
INITIALS_SPACE = "\u202f"

_SIGNED_IN = (
    ("home", "home:home", _("My work")),
    ("agreements", "agreements:agreement_list", _("Agreements")),
    ("relationships", "agreements:relationship_list", _("Relationships")),
    ("cities", "cities:city_list", _("Cities")),
    ("focus_areas", "focus_areas:focus_area_list", _("Focus areas")),
)
_ANONYMOUS = (
    ("agreements", "agreements:agreement_list", _("Public register")),
    *_SIGNED_IN[2:],
    ("about", "home:about", _("About the register")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the header."""

    key: str
    label: str | Promise
    url: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around a page."""

    is_demo: bool
    language: str
    direction: str
    other_language: str
    other_language_name: str
    other_language_url: str
    theme: str
    entries: tuple[Entry, ...]
    initials: str
    home_url: str
    search_url: str
    api_docs_url: str


def site(request: HttpRequest) -> dict[str, Frame]:
    """The context processor behind `base.html`; it says `frame`, as allauth's pages carry a `site` of their own."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    other = "en" if language == "ar" else "ar"
    theme = request.COOKIES.get(THEME_COOKIE, "")
    user = getattr(request, "user", None)
    is_signed_in = bool(user and user.is_authenticated)
    return {
        "frame": Frame(
            is_demo=settings.SITE_IS_DEMO,
            language=language,
            direction="rtl" if get_language_bidi() else "ltr",
            other_language=other,
            other_language_name=LANGUAGE_NAMES[other],
            other_language_url=_same_page(request.get_full_path(), language, other),
            theme=theme if theme in THEMES else "",
            entries=_entries(request.path, is_signed_in=is_signed_in),
            initials=_initials(user.initials, language) if user and is_signed_in else "",
            home_url=_url("home:home"),
            search_url=_url("home:search"),
            api_docs_url=API_DOCS_PATH,
        ),
    }


def _initials(letters: str, language: str) -> str:
    return (INITIALS_SPACE if language == "ar" else "").join(letters)


def _same_page(address: str, language: str, other: str) -> str:
    """The address with its query in the other language, also of a page that does not exist."""
    prefix = f"/{language}/"
    return f"/{other}/{address.removeprefix(prefix)}" if address.startswith(prefix) else f"/{other}/"


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _entries(path: str, *, is_signed_in: bool) -> tuple[Entry, ...]:
    found = [(key, label, _url(name)) for key, name, label in (_SIGNED_IN if is_signed_in else _ANONYMOUS)]
    home = _url("home:home")
    return tuple(
        Entry(key, label, url, is_active=path == url if url == home else path.startswith(url))
        for key, label, url in found
        if url
    )
