"""Search keys, digits and invisible characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinning.core.text import (
    clean_bidi,
    clean_digits,
    find_control_characters,
    is_arabic,
    normalise,
    with_article,
    without_article,
    words,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("عُمان", "عمان"),
        ("عمّان", "عمان"),
        ("عَمّان", "عمان"),
        ("فيـنا دل مار", "فينا دل مار"),
        ("أبها", "ابها"),
        ("إربد", "اربد"),
        ("آسفي", "اسفي"),
        ("ٱلدار", "الدار"),
        ("نزوى", "نزوي"),
        ("صلالة", "صلاله"),
        ("بركاء", "بركا"),
        ("سمائل", "سمايل"),
        ("لؤلؤة", "لولوه"),
        ("تهران ی ک", "تهران ي ك"),
        ("پاریس", "باريس"),
        ("حي ٢٣", "حي 23"),
        ("کوی ۴۵", "كوي 45"),
        ("ﻋﻤﺎﻥ", "عمان"),
        ("Viña del Mar", "vina del mar"),
        ("VIÑA  DEL-MAR", "vina del mar"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Ærøskøbing", "aeroskobing"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("Đà Nẵng", "da nang"),
        ("Gəncə", "gence"),
        ("Ḩayy ‘Alī", "hayy ali"),
        ("L'Aquila", "laquila"),
        ("St. John's", "st johns"),
        ("Saint-Étienne", "saint etienne"),
        ("Йошкар-Ола", "иошкар ола"),
        ("東京", "東京"),
        ("ガーナ", "ガーナ"),
        ("서울", "서울"),
        ("मुंबई", "मुंबई"),
        ("\x00\u202eabc\u202c", "abc"),
        ("ًٌٍَُِّْ", ""),
        ("ـــ", ""),
        (" -/.,;! ", ""),
        ("", ""),
    ],
)
def test_the_search_key_of(text: str, key: str) -> None:
    assert normalise(text) == key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
def test_an_arabic_key_is_its_own_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_a_key_can_be_stored_and_has_single_spaces_inside(text: str) -> None:
    key = normalise(text)
    key.encode()
    assert "\x00" not in key
    assert key == " ".join(key.split())


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةى "), st.integers(0, 20), st.sampled_from("ًٌٍَُِّْـ"))
def test_a_mark_or_tatweel_anywhere_never_changes_the_key(text: str, position: int, mark: str) -> None:
    assert normalise(text[:position] + mark + text[position:]) == normalise(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_never_changes_a_latin_key(text: str) -> None:
    assert normalise(text.upper().lower()) == normalise(text.upper())


def test_words_are_split_where_the_key_has_spaces() -> None:
    assert words("Viña-del  Mar") == ["vina", "del", "mar"]


@pytest.mark.parametrize(
    ("key", "bare"),
    [("الرباط", "رباط"), ("الدار البيضاء", "دار البيضاء"), ("الا", "الا"), ("ال عين", "ال عين"), ("lyon", "lyon")],
)
def test_the_article_before_the_first_word_comes_off(key: str, bare: str) -> None:
    assert without_article(key) == bare


@pytest.mark.parametrize(("key", "full"), [("رباط", "الرباط"), ("الرباط", "الرباط"), ("lyon", "lyon"), ("", "")])
def test_the_article_is_put_before_an_arabic_key_only(key: str, full: str) -> None:
    assert with_article(key) == full


@pytest.mark.parametrize(("text", "answer"), [("مسقط", True), ("(مسقط)", True), ("Muscat مسقط", False), ("", False)])
def test_the_first_letter_tells_the_script(text: str, answer: bool) -> None:
    assert is_arabic(text) is answer


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("٥/٣/٢٠٢٦", "5/3/2026"),
        ("۱۹۸۴", "1984"),
        ("\u200f5\u200f/3/2026", "5/3/2026"),
        ("٣٫٥", "3.5"),
        ("١٬٢٣٤", "1234"),
        ("1984", "1984"),
    ],
)
def test_digits_are_cleaned(text: str, cleaned: str) -> None:
    assert clean_digits(text) == cleaned


@given(st.text())
def test_cleaned_text_holds_no_direction_control(text: str) -> None:
    cleaned = clean_bidi(text)
    assert not set(cleaned) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_cleaning_keeps_what_is_seen_and_the_joiners_of_persian() -> None:
    assert clean_bidi("مسقط\u202e\u200b می\u200cروم\nب") == "مسقط می\u200cروم\nب"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("مسقط\nسطر\tثان\r\n", []),
        ("\u200fمسقط", []),
        ("abc\u202edef\u202e", ["U+202E"]),
        ("a\x00b\u2066", ["U+0000", "U+2066"]),
        ("\ud800", ["U+D800"]),
        ("می\u200cروم", []),
    ],
)
def test_control_characters_are_named(text: str, found: list[str]) -> None:
    assert find_control_characters(text) == found
