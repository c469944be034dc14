"""In which encoding a text file is written: UTF-8 or UTF-16 where it is, else the likeliest of the older ones."""

import codecs
import re
from dataclasses import dataclass
from typing import IO

from charset_normalizer import from_bytes

OLDER = ["cp1256", "cp1252", "cp1250", "cp1254", "iso8859_6", "cp437", "cp850", "mac_roman"]
_SAMPLE_BYTES = 200_000
_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, and whether some lines are not in it."""

    codec: str
    is_mixed: bool = False


def encoding_of(file: IO[bytes]) -> Encoding:
    """Read a text file once, line by line, and tell its encoding. Most of it in UTF-8 counts as UTF-8 with flaws."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    good, bad, sample = 0, 0, bytearray()
    for line in file:
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
            if len(sample) < _SAMPLE_BYTES:
                sample += line
    file.seek(0)
    if bad == 0 or good > bad:
        return Encoding("utf-8-sig", is_mixed=bad > 0)
    return Encoding(_older(bytes(sample)))


def _older(sample: bytes) -> str:
    """The older encoding of lines that are not UTF-8."""
    # In the Arabic code page whole words come out Arabic; taken for another one, Latin accents never stand in rows.
    arabic = sample.decode("cp1256", "replace")
    letters = len(_ARABIC.findall(arabic))
    in_words = sum(len(word) for word in _ARABIC_WORD.findall(arabic))
    if letters and in_words > letters * 0.6:
        return "cp1256"
    best = from_bytes(sample, cp_isolation=OLDER).best()
    return best.encoding if best is not None and best.encoding != "ascii" else "cp1252"
