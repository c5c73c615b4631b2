"""TEI: read back with lxml's own parser and XPath; the text stays the text, and offsets are counted in it."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quoteattr.export import Format, write
from quoteattr.export.as_tei import NAMESPACE, fragments
from quoteattr.spans import Span
from quoteattr.statements import Kind, Polarity, Quote, Statement
from quoteattr.store.reading import Stored

T = {"t": NAMESPACE}
ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture
def corpus(found: list[Stored], tmp_path: Path) -> etree._Element:
    write(found, Format.TEI, tmp_path / "out.xml")
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei.rng")))
    tree = etree.parse(tmp_path / "out.xml")
    schema.assertValid(tree)
    return tree.getroot()


def said_in(block: etree._Element) -> dict[str, list[Span]]:
    """The spans of each statement, its pieces joined where they touch."""
    spans: dict[str, list[Span]] = defaultdict(list)
    starts: dict[etree._Element, int] = {}
    at = 0
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            starts[element] = at
            at += len(element.text or "")
        elif element is not block:
            spans[element.get(ID).split("-")[1]].append(Span(starts[element], at))
            at += len(element.tail or "")
    return {name: list(joined(sorted(found))) for name, found in spans.items()}


def joined(spans: list[Span]) -> Iterator[Span]:
    """The spans, those that touch as one."""
    for index, span in enumerate(spans):
        if index and spans[index - 1].end == span.start:
            continue
        end = span.end
        for later in spans[index + 1 :]:
            end = later.end if later.start == end else end
        yield Span(span.start, end)


def test_text_and_offsets_survive(corpus: etree._Element, found: list[Stored]) -> None:
    blocks = corpus.findall(".//t:ab", T)
    for block, each in zip(blocks, found, strict=True):
        text = each.extraction.document.text
        assert "".join(block.itertext()) == text.replace("\x0c", "\ufffd").replace("\x01", "\ufffd")
        assert said_in(block) == {statement.id: sorted(statement.spans) for statement in each.extraction.statements}


def test_who_says_it_and_who_denies_it(corpus: etree._Element, statements: dict[str, tuple[Statement, Stored]]) -> None:
    marked = {said: said.get(ID).split("-")[1] for said in corpus.findall(".//t:said", T)}
    assert set(marked.values()) == set(statements)
    for said, identifier in marked.items():
        statement, _ = statements[identifier]
        pointer = said.get("who") or said.get("resp")
        names = corpus.xpath(f"//t:person[@xml:id='{(pointer or '#')[1:]}']/t:persName/text()", namespaces=T)
        assert names[:1] == ([statement.speaker] if statement.speaker else [])
        assert (said.get("who") is None) == (statement.speaker is None or statement.polarity is not Polarity.ASSERTED)
        assert said.get("direct") == ("true" if statement.kind is Kind.DIRECT else "false")


def test_every_pointer_leads_somewhere(corpus: etree._Element) -> None:
    known = {element.get(ID) for element in corpus.iter() if element.get(ID)}
    names = ("who", "resp", "ana", "prev", "next")
    values = [said.get(name, "") for said in corpus.findall(".//t:said", T) for name in names]
    pointers = " ".join(values).split()
    assert pointers and {pointer.removeprefix("#") for pointer in pointers} <= known


_spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 20))


@given(st.lists(st.lists(_spans, min_size=1, max_size=2).map(tuple), max_size=6))
def test_fragments_never_cross_and_cover_what_the_spans_cover(spans: list[tuple[Span, ...]]) -> None:
    made = [Quote(document_id=str(number), kind=Kind.DIRECT, text="x", spans=each, confidence=1, method="m")
            for number, each in enumerate(spans)]  # fmt: skip
    found = list(fragments(made))
    for one in found:
        for other in found:
            inside = one.start <= other.start and other.end <= one.end
            apart = other.end <= one.start or one.end <= other.start
            assert inside or apart or (other.start <= one.start and one.end <= other.end)
    for statement in made:
        covered = {at for part in found if part.statement is statement for at in range(part.start, part.end)}
        assert covered == {at for span in statement.spans for at in range(*span)}
