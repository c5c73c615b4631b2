"""Articles by the thousand, the same ones for the same number: plain ones, and ones that nobody would write.

In: a number. Out: text, or a folder of files in several formats, some of which cannot be read::

    write_articles(folder, 500)
    article = mangled(7)
"""

import gzip
import json
import random
from pathlib import Path

PEOPLE = ("Ana Ruiz", "Bo Lind", "Mia Orr", "Tom Hale", "Jorunn Løvås", "Kay Orr", "Ivo Lane", "Dee Park")
WORDS = ("the bridge", "a ferry", "the council", "our harbour", "this winter", "no money", "every bolt", "the strike")
PIECES = (
    *("“", "”", '"', "'", "‘", "’", "«", "»", "„", "“", "``", "''", "— ", "– ", "…", "(", ")", "[", "]", "<", ">", "&"),
    *("\n", "\n\n", "\r\n", "\t", " ", "  ", "\u00a0", "\u200b", "\u2028", "\ufeff", "\x00", "\x1b[31m", "\ufffd"),
    *("\u0301", "\u202e", "🙂", "👩‍🚀", "ß", "İ", "ﬁ", "桥", "мост", "جسر", "Z̤͔a̡l̷g̸o"),
    *(": ", ", ", ". ", "? ", "! ", "Q: ", "A: ", "MR. LOW: ", "# ", "> ", "* ", "http://x.y/?a=b", "2026", "5'2\""),
    *("said ", "says ", "according to ", "told reporters ", "denied that ", "asked whether ", "he ", "she ", "they "),
    *(
        "Minister Ruiz ",
        "the Bishop Bell ",
        "his deputy, ",
        "her husband ",
        "His wife, Mrs Bell, ",
        "the pilot ",
        "née ",
    ),
    *("THE WITNESS: ", "Mr. BELL of Ohio. ", ">> ", "<v Ada Bell>", "BY MR. LOW: ", "00:01.000 --> 00:02.000\n"),
    *("the minister ", "Mr Bell ", "Acme ", "who ", "that ", "“No,” ", "said Ana Ruiz. ", "she added. "),
)


def plain(number: int) -> str:
    """A short article with one to four quotes and their speakers."""
    dice = random.Random(number)
    sentences = [
        f"“It is about {dice.choice(WORDS)} and number {number}-{place},” said {dice.choice(PEOPLE)}."
        for place in range(dice.randint(1, 4))
    ]
    return f"Article {number}\n\n" + "\n\n".join(sentences)


def mangled(number: int) -> str:
    """A short article that has been through a shredder: pieces in any order, between whole sentences."""
    dice = random.Random(number)
    pieces = dice.choices(PIECES, k=dice.randint(0, 60))
    for _ in range(dice.randint(0, 4)):
        place = dice.randint(0, len(pieces))
        pieces.insert(place, f"“It is {dice.choice(WORDS)},” said {dice.choice(PEOPLE)}. ")
    if dice.random() < 0.05:
        pieces = pieces * dice.randint(2, 12)
    return "".join(pieces)


def write_articles(folder: Path, count: int) -> None:
    """Files with so many articles in all: text, packed text, JSON lines, pages, and a few that cannot be read."""
    folder.mkdir(parents=True)
    number = 0
    while number < count:
        kind = number % 10
        if kind == 7:
            lines = [json.dumps({"text": plain(number + more)}) for more in range(min(3, count - number))]
            (folder / f"{number:05}.jsonl").write_text("\n".join([*lines, "{broken"]), "utf-8")
            number += len(lines)
            continue
        if kind == 3:
            (folder / f"{number:05}.txt.gz").write_bytes(gzip.compress(plain(number).encode()))
        elif kind == 5:
            (folder / f"{number:05}.txt").write_bytes(b"")
        else:
            (folder / f"{number:05}.txt").write_text(plain(number), "utf-8")
        number += 1
