"""Reading request bodies: JSON without ambiguities, refused with the place of the error; files within limits."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser

from twinning.core.rest.problems import BodyTooLarge


class StrictJSONParser(BaseParser):
    """UTF-8 JSON up to the size limit: no NaN, no key twice, no half of a character, not nested without end."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise BodyTooLarge(_("A body of at most %(limit)s bytes is read here.") % {"limit": limit})
        return read_json(raw)


def read_json(raw: bytes) -> Any:
    """The value a body holds.

    Raises: ParseError naming line and column where they are known.
    """
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
        if b"\\u" in raw:
            # An escape may name half of a character (\ud800), which can be neither stored nor sent back.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        message = _("The body is not valid JSON: line %(line)s, column %(column)s.") % place
        raise ParseError(message, code="malformed_json") from error
    except UnicodeError as error:
        message = _("The body is not valid UTF-8 text.")
        raise ParseError(message, code="malformed_json") from error
    except RecursionError as error:
        message = _("The body is nested too deeply.")
        raise ParseError(message, code="malformed_json") from error
    except ValueError as error:  # A number of more digits than Python reads.
        message = _("The body holds a number that is too long.")
        raise ParseError(message, code="malformed_json") from error
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        twice, _times = Counter(key for key, _value in pairs).most_common(1)[0]
        raise ParseError(_("The body names “%(key)s” twice in one object.") % {"key": twice}, code="malformed_json")
    return value


def _refuse_constant(name: str) -> None:
    raise ParseError(_("The body holds %(name)s, which JSON does not know.") % {"name": name}, code="malformed_json")


class FilesParser(MultiPartParser):
    """Files with form fields, refused by their announced length before anything is written to disk."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        limit = settings.DOCUMENTS_MAX_BYTES_TOGETHER
        announced = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) > limit:
            raise BodyTooLarge(_("Files of at most %(limit)s bytes together are read here.") % {"limit": limit})
        return super().parse(stream, media_type, parser_context)
