"""Each word of the glossary means one thing: no two public classes share a name that it defines."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]


def classes() -> dict[str, list[str]]:
    """The modules of each public class, by its name in lower case words."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "quoteattr").rglob("*.py")):
        for name in re.findall(r"^class ([A-Z]\w*)", path.read_text("utf-8"), re.M):
            words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
            found[words].append(str(path.relative_to(ROOT)))
    return found


def words() -> list[str]:
    return re.findall(r"^\| ([\w -]+?) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.M)


def test_a_word_of_the_glossary_is_one_class_at_most() -> None:
    twice = {word: found for word, found in classes().items() if word in set(words()) and len(found) > 1}
    assert twice == {}


def test_the_glossary_is_sorted_and_has_each_word_once() -> None:
    listed = [word for word in words() if word not in ("word", "---")]
    assert listed == sorted(set(listed), key=str.casefold)
