"""Choosing the Arabic name among names in Arabic script."""

import pytest

from cities.arabic_names import choose_arabic_name


@pytest.mark.parametrize(
    ("name_en", "candidates", "chosen"),
    [
        ("Paris", ["باريس", "پاریس", "پارىژ", "پاريس"], "باريس"),
        ("Riyadh", ["الرياض", "رىياد", "رياض", "ریاض"], "الرياض"),
        ("Vienna", ["فيينا", "وین", "ۋىيېنا"], "فيينا"),
        ("Amman", ["ئاممان", "امان", "عمان", "عمّان", "عَمّان"], "عمان"),
        ("Sohar", ["صحار", "ولاية صحار"], "صحار"),
        ("Irbid", ["اربد", "إربد"], "إربد"),
        ("Tokyo", ["توکیو", "توكيو", "ٹوکیو"], "توكيو"),
        ("Madurai", ["مادورائ", "مادوراي"], "مادوراي"),
        ("Kerman", ["کرمان"], ""),
        ("Ürümqi", ["ئۈرۈمچى"], ""),
        ("Muscat", ["مسقط، عمان"], ""),
        ("Nowhere", [], ""),
    ],
)
def test_the_arabic_name_is_chosen(name_en: str, candidates: list[str], chosen: str) -> None:
    assert choose_arabic_name(candidates, name_en=name_en) == chosen


def test_the_order_of_the_candidates_does_not_matter() -> None:
    candidates = ["باريس", "پاریس", "باریس", "بارى", "پاريس"]
    assert choose_arabic_name(candidates, name_en="Paris") == choose_arabic_name(candidates[::-1], name_en="Paris")


def test_marks_are_left_out_of_a_chosen_name() -> None:
    assert choose_arabic_name(["بَيْرُوت"], name_en="Beirut") == "بيروت"
