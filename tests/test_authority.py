"""Lists of known people: how a file is read, whom it ties, and that a tie lasts."""

import json
from pathlib import Path

import pytest

from quoteattr.authority import link, read_list
from quoteattr.directory import merge, split
from quoteattr.entries import entries
from quoteattr.errors import QuoteattrError
from quoteattr.export import Format, stored, write
from quoteattr.loading import load_into
from quoteattr.statements import SpeakerType
from quoteattr.store import open_store
from tests.store.extractions import ferry

LIST = """\
name,Other Names,description,from,until,identifier,party,country,type
Jorunn Løvås,J. Løvås | Jorunn Holm,Harbour Minister,2024,2026-09,Q1,Blue,Norland,
Jorunn Løvås,,Mayor of Marne,2020,2023,Q1,,,person
Moss & Sons,,,,,Q2,,,organization

"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(LIST, "utf-8-sig")
    return file


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "quotes.db"
    with open_store(path, create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
        store.settle_speakers()
    return path


def identifiers(path: Path) -> dict[str, list[str]]:
    return {entry.name: [tied.identifier for tied in entry.identifiers] for entry in entries(path)}


def test_rows_of_one_identifier_are_one_entry(people: Path) -> None:
    minister, firm = read_list(people)
    assert minister.names == ("Jorunn Løvås", "J. Løvås", "Jorunn Holm")
    assert minister.roles == ("Harbour Minister", "Mayor of Marne")
    assert (minister.since, minister.until, minister.party, minister.country) == ("2020", "2026-09", "Blue", "Norland")
    assert (firm.identifier, firm.type, minister.source) == ("Q2", SpeakerType.ORGANIZATION, "people.csv")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Ruiz", SpeakerType.PERSON),
        ("Alan House", SpeakerType.PERSON),
        ("Løvås", SpeakerType.PERSON),
        ("National Harbour Association", SpeakerType.ORGANIZATION),
        ("Orlen Holdings", SpeakerType.ORGANIZATION),
        ("Acme Corp.", SpeakerType.ORGANIZATION),
        ("NATO", SpeakerType.ORGANIZATION),
    ],
)
def test_a_row_without_a_type_is_what_its_name_says(tmp_path: Path, name: str, expected: SpeakerType) -> None:
    (tmp_path / "list.csv").write_text(f"name,id\n{name},Q1\n", "utf-8")
    assert [entry.type for entry in read_list(tmp_path / "list.csv")] == [expected]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,role\nAna Ruiz,mayor\n", "has no column identifier; its headings are: name, role"),
        ("name,id\nAna Ruiz,\n", "row 2: a name and an identifier are needed"),
        ("name,id,type\nAna Ruiz,Q1,city\n", "row 2: 'city' is not a type; write person or organization"),
        ("", "has no column name or identifier"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "bad.csv").write_text(text, "utf-8")
    with pytest.raises(QuoteattrError, match=r"bad\.csv") as refused:
        read_list(tmp_path / "bad.csv")
    assert says in str(refused.value)


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes("name,id\nØ,Q1".encode("latin-1"))
    with pytest.raises(QuoteattrError, match="cannot be read as CSV in UTF-8"):
        read_list(tmp_path / "bad.csv")


def test_a_tie_lasts_over_extractions_merges_and_a_new_list(database: Path, people: Path) -> None:
    report = link(database, people)
    assert (report.entries, report.tied, report.exact, report.asked) == (2, 1, 1, 0)
    assert identifiers(database)["Jorunn Løvås"] == ["Q1"]
    with open_store(database) as store:
        store.save(ferry(text=ferry().document.text + "More."), store.start_run(version="2", model="sm"))
        store.save(ferry(address="again.txt", outlet="Post"), store.start_run(version="2", model="sm"))
        store.settle_speakers()
    assert identifiers(database)["Jorunn Løvås"] == ["Q1"]
    engineer = next(entry for entry in entries(database) if entry.name == "a senior engineer")
    merge(database, [engineer.id], "Jorunn Løvås")
    assert identifiers(database)["Jorunn Løvås"] == ["Q1"]
    split(database, "Jorunn Løvås", ["again.txt"])
    assert sorted(len(found) for found in (entry.identifiers for entry in entries(database, "løvås"))) == [0, 1]
    people.write_text("name,identifier\nSomebody Else,Q9\n", "utf-8")
    link(database, people)
    assert "Q1" not in json.dumps(identifiers(database))


@pytest.mark.parametrize("form", [Format.JSONL, Format.PARQUET])
def test_identifiers_go_into_exports_and_come_back(database: Path, people: Path, tmp_path: Path, form: Format) -> None:
    link(database, people)
    target = tmp_path / ("out.jsonl" if form is Format.JSONL else "out")
    write(stored(database), form, target)
    with open_store(tmp_path / "anew.db", create=True) as store:
        load_into(store, [target])
    assert identifiers(tmp_path / "anew.db")["Jorunn Løvås"] == ["Q1"]
    with open_store(tmp_path / "anew.db") as store:
        store.save(ferry(), store.start_run(version="3", model="sm"))
        store.settle_speakers()
    assert identifiers(tmp_path / "anew.db")["Jorunn Løvås"] == ["Q1"]


def test_identifiers_are_addresses_in_tei_and_schema_org(database: Path, people: Path, tmp_path: Path) -> None:
    link(database, people)
    write(stored(database), Format.TEI, tmp_path / "out.xml")
    assert 'corresp="https://www.wikidata.org/entity/Q1"' in (tmp_path / "out.xml").read_text("utf-8")
    write(stored(database), Format.SCHEMA_ORG, tmp_path / "out.json")
    graph = json.loads((tmp_path / "out.json").read_text("utf-8"))["@graph"]
    said = next(each["spokenByCharacter"] for each in graph if "spokenByCharacter" in each)
    assert said["sameAs"] == ["https://www.wikidata.org/entity/Q1"]


def test_a_number_of_a_list_of_ones_own_is_no_address(database: Path, people: Path, tmp_path: Path) -> None:
    people.write_text("name,id\nJorunn Løvås,member 7\n", "utf-8")
    link(database, people)
    write(stored(database), Format.TEI, tmp_path / "out.xml")
    text = (tmp_path / "out.xml").read_text("utf-8")
    assert ("<idno>member 7</idno>" in text, "corresp" in text) == (True, False)
    write(stored(database), Format.SCHEMA_ORG, tmp_path / "out.json")
    assert '"identifier": ["member 7"]' in (tmp_path / "out.json").read_text("utf-8")
