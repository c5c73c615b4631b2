"""What strangers write may be read, and nothing else: no program is run, no pattern hangs, no SQL is made of it.

Bombs, links, addresses and formulas have their tests beside the modules that meet them: tests/readers/test_packed.py,
test_docx.py, test_feed.py, test_folders.py, test_addresses.py and tests/rendering/test_formats.py.
"""

import ast
import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr.queries import lookup
from quoteattr.readers.html import read_html
from quoteattr.searching import search
from quoteattr.store import open_store
from quoteattr.timelimit import time_limit
from tests.store.extractions import ferry

PACKAGE = Path(quoteattr.__file__).parent
# What runs, or makes objects of, whatever it reads.
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "xml"}
UNSAFE_FUNCTIONS = {"eval", "exec", "compile", "__import__"}
UNSAFE_METHODS = {"system", "popen", "unsafe_load", "full_load"}
# Seconds; what grows as it should takes a hundredth of it. A limit for a hang, not for speed.
HANG = 30.0


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_pickle_and_nothing_that_runs_what_it_reads(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {
        node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & UNSAFE_MODULES
    for call in calls(path):
        assert name_of(call) not in (UNSAFE_METHODS if isinstance(call.func, ast.Attribute) else UNSAFE_FUNCTIONS)
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        assert given.get("shell") in (None, "False")
        assert given.get("allow_pickle") in (None, "False")
        if name_of(call) == "load" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "torch":
            assert given.get("weights_only") == "True"
        if name_of(call) == "load" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "yaml":
            assert ast.unparse(call).endswith((".SafeLoader)", "BaseLoader)"))


HARM = (
    "'; DROP TABLE quotes; --",
    '" OR 1=1 --',
    "x') OR ('1'='1",
    "NEAR(", "*", '"', "a AND", "col:x", "^", "{x}", "-", "%s", "?", ":name", "\x00",
)  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("harm") / "quotes.db"
    with open_store(path, create=True) as store:
        run = store.start_run(version="'; DROP TABLE runs; --", model="x")
        store.save(ferry(), run)
        for number, words in enumerate(HARM):
            stored = words.replace("\x00", "")
            store.save(ferry(address=f"{number}{stored}", title=stored, outlet=stored, byline=stored), run)
            store.skip(f"skipped {stored}", stored, run)
    return path


def tables(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("documents", "quotes", "claims", "speakers", "runs", "skipped")
        }


@pytest.mark.parametrize("words", HARM)
def test_words_are_never_sql(database: Path, words: str) -> None:
    before = tables(database)
    assert before["documents"] == len(HARM) + 1
    for records in (lookup(database, words), search(database, words)):
        assert list(records) is not None
    assert tables(database) == before


@given(st.text(max_size=30))
def test_any_words_can_be_looked_for(database: Path, words: str) -> None:
    for find in (lookup, search):
        try:
            list(find(database, words))
        except quoteattr.QuoteattrError as error:
            assert str(error)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages([str(PACKAGE)], "quoteattr."):
        if ".training" not in found.name and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern of the package: constants, and those that functions make once."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found[f"{module.__name__}.{name}"] = value
            elif hasattr(value, "cache_info") and not value.__wrapped__.__code__.co_argcount:
                made = value() if value.__module__ == module.__name__ and "_loaded" not in name else None
                if isinstance(made, re.Pattern):
                    found[f"{module.__name__}.{name}()"] = made
    return found


# Pieces that patterns are made of, repeated: what makes a careless pattern try everything.
REPEATED = (
    "a",
    " ",
    "a ",
    "A",
    "A. ",
    "1",
    "-",
    "“",
    "\n",
    "\n\n",
    ">",
    "<",
    "<!--",
    ":",
    "a:",
    "Mr ",
    "said ",
    "\t",
    ",a",
)
LONG = 500


PATTERNS = patterns()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_hangs(name: str) -> None:
    pattern = PATTERNS[name]
    literals = sorted(set(re.findall(r"[A-Za-z]{2,}", str(pattern.pattern))[:5]))
    with time_limit(HANG):
        for piece in (*REPEATED, *(f"{literal} " for literal in literals)):
            text = piece * (LONG // len(piece)) + "\x01"
            subject = text.encode() if isinstance(pattern.pattern, bytes) else text
            for _ in pattern.finditer(subject):
                pass
            pattern.match(subject)
            pattern.fullmatch(subject)


ATTRIBUTES = " ".join(f"a{number}=1" for number in range(100_000))
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
REFUSALS = (
    "no article text was found in the HTML",
    "a tag of the HTML has thousands of attributes, which no article has",
)
PAGES = {
    "a million nested tags": "<div>" * 1_000_000 + "<p>The bridge is closed, the council said on Monday.</p>",
    "a hundred thousand attributes": f"<p {ATTRIBUTES}>The bridge is closed.</p>",
    "attributes behind a bracket": f'<p x=">" {ATTRIBUTES}>The bridge is closed.</p>',
    "entities of entities": f"{ENTITIES}<p>&b;&b;&b; is what it says.</p>",
    "unclosed comments": "<!--" * 200_000 + "<p>The bridge is closed.</p>",
    "nested quotes": "<p>" + "<q>" * 5_000 + "The bridge is closed.",
    "nested lists": "<ul><li>" * 50_000 + "The bridge is closed.",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_that_mean_harm_are_read_or_refused(name: str) -> None:
    with time_limit(6 * HANG):
        try:
            (document,) = read_html(f"<html><body>{PAGES[name]}".encode())
        except quoteattr.QuoteattrError as error:
            assert str(error) in REFUSALS
        else:
            assert len(document.text) < 1_000_000
