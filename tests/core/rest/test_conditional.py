"""Tags and conditions."""

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from twinning.core.exceptions import StaleVersion
from twinning.core.rest.conditional import compressed_tag, etag, is_known_to_caller, require_match
from twinning.core.rest.problems import PreconditionRequired

TAG = etag(3, 0, "k")


def request_with(**headers: str) -> Request:
    return Request(APIRequestFactory().get("/", headers={name.replace("_", "-"): v for name, v in headers.items()}))


@pytest.mark.parametrize(
    ("header", "is_known"),
    [
        ("", False),
        (TAG, True),
        (f"W/{TAG}", True),
        (compressed_tag(TAG), True),
        (f'"1", {TAG}', True),
        ("*", True),
        ('"3-0-p"', False),
        ('"3"', False),
        ("3-0-k", False),
    ],
)
def test_a_known_version_is_recognised(header: str, is_known: bool) -> None:
    assert is_known_to_caller(request_with(if_none_match=header), TAG) == is_known


@pytest.mark.parametrize("header", [TAG, compressed_tag(TAG), f'"1", {TAG}', "*"])
def test_a_change_of_the_present_version_goes_on(header: str) -> None:
    require_match(request_with(if_match=header), TAG)


@pytest.mark.parametrize("header", ['"2-0-k"', f"W/{TAG}", "3-0-k", '""', ","])
def test_a_change_of_another_version_does_not(header: str) -> None:
    with pytest.raises(StaleVersion):
        require_match(request_with(if_match=header), TAG)


def test_a_change_of_no_version_in_particular_does_not() -> None:
    with pytest.raises(PreconditionRequired):
        require_match(request_with(), TAG)
