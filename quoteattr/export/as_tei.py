"""TEI P5: documents as a corpus, with what is said marked as `<said>`.

In: documents. Out: a <teiCorpus>; in each <TEI> the text stands in one <ab>, unchanged, so that offsets are those of
its characters::

    <said xml:id="s-3e9c..-0" direct="true" who="#p-6a0f.." ana="#asserted #statement" cert="0.98">We are late,</said>

A statement in several pieces, or one that crosses another, is several elements joined by `prev` and `next`. `@who`
points into the list of persons of the header, where `@corresp` leads to what a list says that one is; a denial has no
`@who`, since nobody said it, but `@resp` for who denies.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from lxml import etree

from quoteattr.documents import Document, digest
from quoteattr.linkage.authority import address_of
from quoteattr.statements import Extraction, Kind, Modality, Polarity, Speaker, Statement
from quoteattr.store.reading import Stored

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Fragment(NamedTuple):
    """A stretch of text that a statement covers, in or beside others but never across them."""

    start: int
    end: int
    statement: Statement


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a corpus, document by document."""
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{NAMESPACE}">\n')
    out.write(_serialised(_corpus_header()))
    for stored in found:
        out.write(_serialised(_document(stored)))
    out.write("</teiCorpus>\n")


def fragments(statements: Iterable[Statement]) -> Iterator[Fragment]:
    """The stretches of all statements in the order of the text, cut where they would cross."""
    waiting = [
        (span.start, -span.end, place, statement)
        for place, statement in enumerate(statements)
        for span in statement.spans
        if span.start < span.end
    ]
    heapq.heapify(waiting)
    ends: list[int] = []
    while waiting:
        start, negative, place, statement = heapq.heappop(waiting)
        end = -negative
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], -end, place, statement))
            end = ends[-1]
        ends.append(end)
        yield Fragment(start, end, statement)


def _corpus_header() -> etree._Element:
    categories = [_element("category", _element("catDesc", text=value), id=value) for value in (*Polarity, *Modality)]
    return _element(
        "teiHeader",
        _file_description("What is said in news", "the documents named in each header"),
        _element("encodingDesc", _element("classDecl", _element("taxonomy", *categories))),
    )


def _file_description(title: str, source: str) -> etree._Element:
    return _element(
        "fileDesc",
        _element("titleStmt", _element("title", text=title)),
        _element("publicationStmt", _element("p", text="made by quoteattr; the words belong to their publishers")),
        _element("sourceDesc", _element("p", text=source)),
    )


def _document(stored: Stored) -> etree._Element:
    extraction, run = stored.extraction, stored.run
    document = extraction.document
    known = (document.outlet, document.published, document.byline, document.address)
    application = _element(
        "application",
        _element("label", text=f"model {run['model']}, digest {run['model_digest']}, spaCy {run['spacy_model']}"),
        ident="quoteattr",
        version=run["version"],
    )
    header = _element(
        "teiHeader",
        _file_description(document.title or "untitled", " · ".join(filter(None, known)) or "standard input"),
        _element("encodingDesc", _element("appInfo", application)),
        *_participants(extraction),
    )
    block = _element("ab", space="preserve")
    _fill(block, extraction)
    return _element(
        "TEI", header, _element("text", _element("body", block)), id=f"d-{document.id}", lang=document.language
    )


def _participants(extraction: Extraction) -> Iterator[etree._Element]:
    people = [_person(speaker, extraction.document) for speaker in extraction.speakers]
    if people:
        yield _element("profileDesc", _element("particDesc", _element("listPerson", *people)))


def _person(speaker: Speaker, document: Document) -> etree._Element:
    names = [_element("persName", text=name) for name in dict.fromkeys((speaker.name, *speaker.names))]
    roles = [_element("occupation", text=role) for role in speaker.roles]
    same = " ".join(address for each in speaker.identifiers if (address := address_of(each)))
    own = [_element("idno", text=each) for each in speaker.identifiers if not address_of(each)]
    person = _person_id(speaker.name, document)
    return _element("person", *names, *roles, *own, id=person, role=speaker.type, corresp=same or None)


def _person_id(name: str, document: Document) -> str:
    return f"p-{digest(name, document.id)}"


def _fill(block: etree._Element, extraction: Extraction) -> None:
    """Puts the text into the block, with an element for each fragment."""
    text, found = _characters(extraction.document.text), list(fragments(extraction.statements))
    known = {speaker.name for speaker in extraction.speakers}
    counts = Counter(fragment.statement.id for fragment in found)
    numbers: dict[str, int] = defaultdict(int)
    open_elements: list[tuple[etree._Element, int]] = [(block, len(text))]
    at = 0
    for fragment in [*found, None]:
        start = fragment.start if fragment else len(text)
        while len(open_elements) > 1 and open_elements[-1][1] <= start:
            element, end = open_elements.pop()
            _append(element, text[at:end])
            at = end
        _append(open_elements[-1][0], text[at:start])
        at = start
        if fragment:
            name = fragment.statement.id
            said = _said(fragment.statement, numbers[name], counts[name], extraction.document, known)
            numbers[name] += 1
            open_elements[-1][0].append(said)
            open_elements.append((said, fragment.end))


def _append(element: etree._Element, text: str) -> None:
    """Text after everything that the element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _said(statement: Statement, number: int, count: int, document: Document, known: set[str]) -> etree._Element:
    person = f"#{_person_id(statement.speaker, document)}" if statement.speaker in known and statement.speaker else None
    asserted = statement.polarity is Polarity.ASSERTED
    return _element(
        "said",
        id=f"s-{statement.id}-{number}",
        direct="true" if statement.kind is Kind.DIRECT else "false",
        who=person if asserted else None,
        resp=None if asserted else person,
        ana=f"#{statement.polarity} #{statement.modality}",
        cert=str(statement.confidence),
        prev=f"#s-{statement.id}-{number - 1}" if number else None,
        next=f"#s-{statement.id}-{number + 1}" if number + 1 < count else None,
    )


def _element(
    name: str, *children: etree._Element, text: str | None = None, id: str | None = None, lang: str | None = None,
    space: str | None = None, **attributes: str | None,
) -> etree._Element:  # fmt: skip
    """An element of TEI; `id`, `lang` and `space` are those of XML."""
    given = {f"{_XML}id": id, f"{_XML}lang": lang, f"{_XML}space": space, **attributes}
    known = {key: _characters(value) for key, value in given.items() if value}
    element = etree.Element(f"{{{NAMESPACE}}}{name}", known, {None: NAMESPACE})
    element.text = None if text is None else _characters(text)
    element.extend(children)
    return element


def _serialised(element: etree._Element) -> str:
    text: str = etree.tostring(element, encoding="unicode")
    return f"{text}\n"


def _characters(text: str) -> str:
    """The text with what XML cannot hold replaced, one character for one: offsets stay as they are."""
    return "".join(character if _is_xml(character) else "\N{REPLACEMENT CHARACTER}" for character in text)


def _is_xml(character: str) -> bool:
    control = character < " " and character not in "\t\n\r"
    return not (control or "\ud800" <= character <= "\udfff" or "\ufffe" <= character <= "\uffff")
