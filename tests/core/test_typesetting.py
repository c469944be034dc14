"""Papers: what people typed comes out as text, the same paper as the same bytes, in either direction."""

import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pypdf import PdfReader

from twinning.core.typesetting import PROJECT_DIR, Paper, typeset

MADE_AT = datetime.datetime(2026, 3, 5, 9, 0, tzinfo=datetime.UTC)
TEMPLATE = """
#import "/twinning/core/paper.typ": *
#let data = read()
#show: paper.with(data)
= #data.title
#facts(data.rows.map(row => (row.at(0), typed(row.at(1)))))
#code(data.code)
"""


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A template under the project's folder, where templates live; pytest's own folders lie outside of it."""
    var = PROJECT_DIR / "var"
    var.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=var) as folder:
        path = Path(folder) / "example.typ"
        path.write_text(TEMPLATE, encoding="utf-8")
        yield path


def example(template: Path, text: str, *, language: str = "en") -> Paper:
    data = {"title": "Example", "rows": [["Label", text]], "code": "OM-2026-0001"}
    return Paper(template=template, data=data, language=language, made_at=MADE_AT)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(
    "typed",
    [
        '#strong[bold] #eval("1+1") #panic()',
        "$ x^2 + sum $ `code` *star* _under_",
        "@label <label> = heading",
        "]]] }}} ))) \\ \\u{41} // /* comment",
        '"; sys.exit() "quoted" \'single\'',
        "https://example.org/#fragment",
    ],
)
def test_markup_that_people_typed_comes_out_as_they_typed_it(template: Path, typed: str) -> None:
    assert "".join(typed.split()) in text_of(typeset(example(template, typed)))


def test_arabic_and_latin_letters_are_both_there_and_extractable(template: Path) -> None:
    text = text_of(typeset(example(template, "بلدية مسقط Şişli Łódź", language="ar")))
    assert "Łódź" in text
    assert "مسقط" in text or "طقسم" in text


def test_direction_overrides_and_control_characters_are_left_out(template: Path) -> None:
    text = text_of(typeset(example(template, "safe\u202edne\x00\u2066end")))
    assert "safedneend" in text


@pytest.mark.parametrize("typed", ["ن" * 10_000, "w" * 10_000, "word " * 2_000])
def test_ten_thousand_letters_stay_on_the_paper(template: Path, typed: str) -> None:
    pdf = typeset(example(template, typed))
    letter = typed[0]
    assert text_of(pdf).count(letter) >= typed.count(letter)
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1


def test_letters_that_no_font_has_do_not_stop_the_paper(template: Path) -> None:
    assert "OM-2026-0001" in text_of(typeset(example(template, "北京 ꙮ 🙂")))


def test_the_same_paper_is_the_same_bytes_and_another_is_not(template: Path) -> None:
    first = typeset(example(template, "one"))
    assert typeset(example(template, "one")) == first
    assert typeset(example(template, "two")) != first
    assert typeset(example(template, "one")) == first


def test_the_paper_is_dated_from_its_data_and_says_its_language(template: Path) -> None:
    reader = PdfReader(io.BytesIO(typeset(example(template, "one", language="ar"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Example"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == MADE_AT.date()
    assert str(reader.root_object["/Lang"]) == "ar"


def test_only_the_fonts_that_come_along_are_used(template: Path) -> None:
    pdf = typeset(example(template, "بلدية مسقط Şişli"))
    fonts = {name.split(b"+")[-1] for name in re.findall(rb"/BaseFont */([A-Za-z+-]+)", pdf)}
    assert fonts
    assert all(font.startswith(b"IBMPlexSans") for font in fonts)
