# ruff: noqa: INP001, T201  (a script that stands alone and talks to whoever runs it)
"""Cuts IBM Plex Sans Arabic to the letters the site needs, under the name Twinning Sans.

Run after a new version of the font:
`npm install && uv run --no-project --with fonttools --with brotli deploy/cut_fonts.py`.
The Open Font License reserves the name "Plex" for the uncut files, hence the other name.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules/@fontsource/ibm-plex-sans-arabic/files"
TARGET = ROOT / "static/vendor/plex"
WEIGHTS = (400, 500, 600)
# The same ranges stand in static/css/fonts.css.
RANGES = {
    "arabic": (
        "060C 061B 061F 0621-063A 0640-0656 0660-066C 0670 0671 0679 067E 0686 0688 0691 0698 06A4 06A8 06A9 06AD 06AF "
        "06BA 06BE 06C1-06C3 06CC 06D2 06D4 06F0-06F9 200C 200D FDFA"
    ),
    "latin": "0020-007E 00A0-00FF 2010-2015 2018-201E 2022 2026 202F 2039 203A 20AC 2190-2193 2212",
}
FEATURES = {"arabic": ["*"], "latin": ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "calt"]}
NAMES_SHOWN_TO_PEOPLE = (1, 3, 4, 6, 16)


def code_points(ranges: str) -> list[int]:
    """Every code point of "0020-007E 00A0 …"."""
    found: list[int] = []
    for part in ranges.split():
        first, _, last = part.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def cut(script: str, weight: int) -> Path:
    """Writes one cut file and returns where."""
    font = TTFont(SOURCE / f"ibm-plex-sans-arabic-{script}-{weight}-normal.woff2")
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = ["*"]
    options.layout_features = FEATURES[script]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(RANGES[script]))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES_SHOWN_TO_PEOPLE:
            name = record.toUnicode().replace("IBM Plex Sans Arabic", "Twinning Sans")
            record.string = name.replace("IBMPlexSansArabic", "TwinningSans")
    font.flavor = "woff2"
    path = TARGET / f"twinning-sans-{script}-{weight}.woff2"
    font.save(path)
    return path


if __name__ == "__main__":
    for chosen_script in RANGES:
        for chosen_weight in WEIGHTS:
            written = cut(chosen_script, chosen_weight)
            print(f"{written.name}: {written.stat().st_size:,} bytes")
