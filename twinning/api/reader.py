"""The OpenAPI document as the reading page shows it: groups of operations, what goes in, what comes out, shapes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "patch", "put", "delete")
Node = Mapping[str, Any]
ENTRY = "entry"  # the group of what belongs to no resource
_CODE = re.compile(r"`([^`]+)`")
_REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, either words or code."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of points."""

    pieces: tuple[Piece, ...] = ()
    points: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field of a shape; `shape` is the anchor of the shape it holds, where that has a name."""

    name: str
    kind: str
    shape: str = ""
    where: str = ""
    is_required: bool = False
    codes: tuple[str, ...] = ()
    text: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back with one status."""

    status: str
    text: tuple[Piece, ...]
    kind: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    summary: str
    blocks: tuple[Block, ...]
    parameters: tuple[Field, ...]
    body: Field | None
    answers: tuple[Answer, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one resource."""

    anchor: str
    label: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named JSON object, or a vocabulary of codes."""

    anchor: str
    name: str
    text: tuple[Piece, ...]
    fields: tuple[Field, ...]
    codes: tuple[str, ...]


def groups_of(document: Node) -> list[Group]:
    """The operations of the document by resource, in the order of their addresses."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                node = methods[method]
                found.setdefault(node.get("tags", [ENTRY])[0], []).append(_operation(document, path, method, node))
    return [Group(f"group-{tag}", tag, tuple(operations)) for tag, operations in found.items()]


def shapes_of(document: Node) -> list[Shape]:
    """The named shapes of the document, by name."""
    return [
        Shape(
            anchor=f"shape-{name}",
            name=name,
            text=pieces_of(_first_paragraph(node)),
            fields=tuple(_fields(node)),
            codes=tuple(str(code) for code in node.get("enum", ()) if code),
        )
        for name, node in document["components"]["schemas"].items()
        if "properties" in node or any(node.get("enum", ()))
    ]


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A text cut at its backticks."""
    return tuple(Piece(part, is_code=index % 2 == 1) for index, part in enumerate(_CODE.split(text)) if part)


def _operation(document: Node, path: str, method: str, node: Node) -> Operation:
    return Operation(
        anchor=node["operationId"],
        method=method.upper(),
        path=path,
        summary=node.get("summary", node["operationId"]),
        blocks=tuple(_blocks(node.get("description", ""))),
        parameters=tuple(_parameter(one) for one in node.get("parameters", ())),
        body=_body(node),
        answers=tuple(_answer(document, status, one) for status, one in sorted(node["responses"].items())),
        is_open={} in node.get("security", [{}]),
    )


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in filter(None, text.split("\n\n")):
        lines = paragraph.strip().splitlines()
        if all(line.startswith("- ") for line in lines):
            yield Block(points=tuple(pieces_of(line[2:]) for line in lines))
        else:
            yield Block(pieces=pieces_of(" ".join(lines)))


def _parameter(node: Node) -> Field:
    kind, shape = _kind(node["schema"])
    return Field(
        name=node["name"],
        kind=kind,
        shape=shape,
        where=node["in"],
        is_required=node.get("required", False),
        codes=_codes(node["schema"]),
        text=pieces_of(node.get("description", "")),
    )


def _body(node: Node) -> Field | None:
    content = node.get("requestBody", {}).get("content", {})
    for media_type, one in content.items():
        kind, shape = _kind(one["schema"])
        return Field(name=media_type, kind=kind, shape=shape)
    return None


def _answer(document: Node, status: str, node: Node) -> Answer:
    if "$ref" in node:
        node = document["components"]["responses"][node["$ref"].rpartition("/")[2]]
    text = pieces_of(node.get("description", ""))
    for one in node.get("content", {}).values():
        kind, shape = _kind(one.get("schema", {}))
        return Answer(status, text, kind, shape)
    return Answer(status, text)


def _fields(node: Node) -> Iterator[Field]:
    required = node.get("required", ())
    for name, inner in node.get("properties", {}).items():
        kind, shape = _kind(inner)
        yield Field(
            name=name,
            kind=kind,
            shape=shape,
            is_required=name in required,
            codes=_codes(inner),
            text=pieces_of(inner.get("description", "") if "enum" not in inner else ""),
        )


def _kind(node: Node) -> tuple[str, str]:
    """What a value is, in a word, and the anchor of its shape where it has a name."""
    for key in ("allOf", "oneOf", "anyOf"):
        for inner in node.get(key, ()):
            kind, shape = _kind(inner)
            if shape and not shape.endswith(("BlankEnum", "NullEnum")):
                return kind, shape
    if "$ref" in node:
        name = node["$ref"].removeprefix(_REFERENCE)
        return name, f"shape-{name}"
    if node.get("type") == "array":
        kind, shape = _kind(node.get("items", {}))
        return f"{kind}[]", shape
    types = node.get("type", "any")
    words = types if isinstance(types, list) else [types]
    note = f" ({node['format']})" if "format" in node else ""
    return " | ".join(words) + note, ""


def _codes(node: Node) -> tuple[str, ...]:
    codes = node.get("items", node).get("enum", ())
    return tuple(str(code) for code in codes if code)


def _first_paragraph(node: Node) -> str:
    # A vocabulary's description repeats its codes with labels of one language; the codes follow anyway.
    return "" if "enum" in node else node.get("description", "").split("\n\n")[0]
