"""Callers of the API for tests: anonymous, with a session, with a token."""

import json
from typing import Any

from django.test import Client
from django.utils import timezone

from twinning.accounts.models import User
from twinning.accounts.scopes import Scope
from twinning.accounts.services import issue_token

BASE = "/api/v1/"
READ_AND_WRITE = (Scope.AGREEMENTS_READ, Scope.AGREEMENTS_WRITE)


class Caller(Client):
    """Sends and reads JSON, as a partner's system does; paths are relative to /api/v1/."""

    def __init__(self, *, language: str = "en", token: str = "", **kwargs: Any) -> None:
        headers = {"Accept-Language": language}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        super().__init__(headers=headers, **kwargs)

    def read(self, path: str, **headers: str) -> Any:
        return self.get(BASE + path, headers=_header_names(headers))

    def send(self, path: str, body: Any, *, method: str = "POST", **headers: str) -> Any:
        return self.generic(
            method,
            BASE + path,
            body if isinstance(body, (bytes, str)) else _json(body),
            content_type="application/json",
            headers=_header_names(headers),
        )

    def change(self, path: str, body: Any, *, tag: str = "*") -> Any:
        return self.send(path, body, method="PATCH", if_match=tag)

    def act(self, agreement_id: Any, act: str, body: Any = None, *, tag: str = "*") -> Any:
        return self.send(f"agreements/{agreement_id}/{act}/", body or {}, if_match=tag)


def caller_for(user: User | None = None, *scopes: Scope, days: int = 30, **kwargs: Any) -> Caller:
    """Somebody with a token of these scopes (reading and writing unless told otherwise); without a user, anybody."""
    if user is None:
        return Caller(**kwargs)
    wanted = [scope.value for scope in scopes or READ_AND_WRITE]
    issued = issue_token(user=user, scopes=wanted, label="test", days=days, at=timezone.now())
    return Caller(token=issued.secret, **kwargs)


def session_of(user: User, **kwargs: Any) -> Caller:
    """Somebody signed in in a browser."""
    caller = Caller(**kwargs)
    caller.force_login(user)
    return caller


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem an answer holds, checked for its shape."""
    assert response.status_code == status, response.content[:2000]
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) == {"type", "title", "status", "detail", "code", "instance", "errors"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    for error in body["errors"]:
        assert set(error) == {"pointer", "code", "detail"}
    return body


def pointers_of(response: Any, status: int = 400) -> dict[str, str]:
    """Pointer → code of everything that is wrong."""
    return {error["pointer"]: error["code"] for error in problem_of(response, status)["errors"]}


def _json(body: Any) -> str:
    return json.dumps(body)


def _header_names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
