"""The kinds of notices: registered by the apps that know what they are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from twinning.accounts.models import User
from twinning.notices.models import Notice, Way


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice.

    `words` says it in the language that is active when it is asked, `link` is the address (below the page language) of
    what it is about, and `visible` tells which of some notices of this kind their reader may still know of: it is
    asked whenever notices are shown and whenever a letter is written.
    """

    code: str
    label: str | Promise
    words: Callable[[Notice], str]
    link: Callable[[Notice], str]
    visible: Callable[[User, list[Notice]], list[Notice]]
    way: Way = Way.DAILY
    icon: str = "bell"


_KINDS: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    """Make a kind known; called once, from the `ready` of its app."""
    _KINDS[kind.code] = kind


def kinds() -> Mapping[str, NoticeKind]:
    """Every kind by its code."""
    return _KINDS


def kind_of(notice: Notice) -> NoticeKind | None:
    """The kind of a notice; None for one whose app is gone."""
    return _KINDS.get(notice.kind)


def still_visible(reader: User, notices: list[Notice]) -> list[Notice]:
    """Those of some notices that their reader may know of now, in their order."""
    kept: set[int] = set()
    for code, kind in _KINDS.items():
        of_kind = [notice for notice in notices if notice.kind == code]
        if of_kind:
            kept |= {notice.pk for notice in kind.visible(reader, of_kind)}
    return [notice for notice in notices if notice.pk in kept]
