"""Strong ETags from row versions: 304 for what the caller has, 428 without If-Match, 412 for a stale one."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from twinning.core.exceptions import StaleVersion
from twinning.core.rest.problems import PreconditionRequired

# A compressed answer is another representation than the plain one, so its strong tag must differ (RFC 9110, 8.8.3.3).
COMPRESSED_SUFFIX = "-gzip"

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag you have read; 428 without it, 412 when the record has changed since.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag you have; the answer is 304 without a body when the record is still the same.",
)
ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="Strong tag of the version you read; send it in If-Match when you change the record.",
)


def etag(*versions: int | str) -> str:
    """The strong entity tag of a record (and of what it embeds) at these versions."""
    return '"' + "-".join(str(version) for version in versions) + '"'


def compressed_tag(tag: str) -> str:
    """The tag of the same version, sent compressed."""
    return f'{tag[:-1]}{COMPRESSED_SUFFIX}"'


def tags_in(header: str) -> list[str]:
    """The tags of a condition; those of compressed answers count as those of the version they were made from."""
    return [tag.strip().replace(f'{COMPRESSED_SUFFIX}"', '"') for tag in header.split(",") if tag.strip()]


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
