"""Read back by the rules of https://brat.nlplab.org/standoff.html."""

import json
import re
from pathlib import Path

import pytest

from quoteattr.export import Format, write
from quoteattr.statements import as_record
from quoteattr.store.reading import Stored

ENTITY = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
RELATION = re.compile(r"R\d+\t(SaidBy|ReportedBy) Arg1:(T\d+) Arg2:(T\d+)")
ATTRIBUTE = re.compile(r"A\d+\t(Polarity|Modality) (T\d+) (\w+)")
NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")


@pytest.fixture
def folder(found: list[Stored], tmp_path: Path) -> Path:
    write(found, Format.BRAT, tmp_path / "brat")
    return tmp_path / "brat"


def test_every_line_is_standoff_and_every_place_holds_its_words(folder: Path, found: list[Stored]) -> None:
    for each in found:
        document = each.extraction.document
        with (folder / f"{document.id}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        assert text == document.text
        entities = {}
        for line in (folder / f"{document.id}.ann").read_text("utf-8").split("\n")[:-1]:
            entity = ENTITY.fullmatch(line)
            if entity:
                name, kind, places, words = entity.groups()
                spans = [tuple(map(int, place.split())) for place in places.split(";")]
                assert words == " ".join(text[start:end] for start, end in spans)
                entities[name] = kind
            elif relation := RELATION.fullmatch(line):
                assert entities[relation[3]] == {"SaidBy": "Source", "ReportedBy": "Cue"}[relation[1]]
                assert entities[relation[2]] in ("Quote", "Claim")
            else:
                found_line = ATTRIBUTE.fullmatch(line) or NOTE.fullmatch(line)
                assert found_line and found_line[2 if found_line.re is ATTRIBUTE else 1] in entities
        assert bool({"Quote", "Claim"} & set(entities.values())) == bool(each.extraction.statements)


def test_notes_hold_the_records(folder: Path, found: list[Stored]) -> None:
    for each in found:
        lines = (folder / f"{each.extraction.document.id}.ann").read_text("utf-8").split("\n")
        notes = [json.loads(match[2]) for line in lines if (match := NOTE.fullmatch(line))]
        expected = [{**as_record(statement), "run": each.run} for statement in each.extraction.statements]
        assert notes == json.loads(json.dumps(expected))


def test_the_configuration_names_every_type_and_value(folder: Path) -> None:
    configuration = (folder / "annotation.conf").read_text("utf-8")
    lines = "\n".join(file.read_text("utf-8") for file in folder.glob("*.ann"))
    used = {entity[1] for entity in ENTITY.findall(lines)} | {
        word for match in ATTRIBUTE.findall(lines) for word in match[::2]
    }
    assert {"Quote", "Claim", "Source", "Cue", "denied"} <= used
    assert all(re.search(rf"\b{word}\b", configuration) for word in used)
