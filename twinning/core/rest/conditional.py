"""Strong ETags from row versions: 304 for what the caller has, 428 without If-Match, 412 for a stale one."""

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from twinning.core.exceptions import StaleVersion
from twinning.core.rest.problems import PreconditionRequired


def etag(*versions: int | str) -> str:
    """The strong entity tag of a record (and of what it embeds) at these versions."""
    return '"' + "-".join(str(version) for version in versions) + '"'


def tags_in(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",") if tag.strip()]


def is_known_to_caller(request: Request, tag: str) -> bool:
    """True when the caller already has this version (If-None-Match)."""
    known = tags_in(request.headers.get("If-None-Match", ""))
    return "*" in known or tag in [k.removeprefix("W/") for k in known]


def require_match(request: Request, tag: str) -> None:
    """Raises: PreconditionRequired without If-Match; StaleVersion when it names another version."""
    header = request.headers.get("If-Match", "")
    if not header:
        raise PreconditionRequired(_("Send the ETag you have read in an If-Match header."))
    if "*" not in tags_in(header) and tag not in tags_in(header):
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))


def with_etag(response: Response, tag: str) -> Response:
    response["ETag"] = tag
    return response
