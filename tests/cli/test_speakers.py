import json
from pathlib import Path

import pytest

from quoteattr.cli import speakers_review
from tests.cli.conftest import Run


@pytest.fixture
def twice(run: Run, tmp_path: Path) -> Path:
    """A database in which two outlets quote an Ana Ruiz, and one of them a Bo Lind."""
    folder = tmp_path / "twice"
    folder.mkdir()
    lines = [
        {"text": "“A ferry will run,” said Ana Ruiz.", "outlet": "Post", "published": "2024-03-04", "url": "one"},
        {"text": "“It will stop,” said Ana Ruiz. “No,” said Bo Lind.", "outlet": "Bay", "published": "2026-05-04"},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    path = tmp_path / "twice.db"
    assert run("extract", path, folder).exit_code == 0
    return path


def listed(run: Run, path: Path, *options: str) -> list[dict[str, object]]:
    result = run("speakers", path, "--json", *options)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_lists_speakers_with_their_roles_over_time(run: Run, twice: Path) -> None:
    ana, bo = listed(run, twice)
    assert (ana["name"], ana["documents"], bo["name"]) == ("Ana Ruiz", 2, "Bo Lind")
    assert ana["roles"] == [{"role": "minister", "first": "2024-03-04", "last": "2026-05-04", "documents": 2}]
    assert ana["reasons"] == ["same name and role"]
    table = run("speakers", twice, "--name", "ruiz").stdout
    assert "minister (2024-03-04 to 2026-05-04)" in table
    assert "Bo Lind" not in table


def test_a_split_lasts_over_a_new_extraction_and_is_listed_for_review(run: Run, twice: Path, tmp_path: Path) -> None:
    assert listed(run, twice, "--shared") == []
    (second,) = [row[0] for row in rows(twice, "SELECT id FROM documents WHERE outlet = 'Bay'")]
    assert run("speakers", twice, "split", "Ana Ruiz", second, "--note", "a swimmer").exit_code == 0
    assert run("extract", twice, tmp_path / "twice", "--force").exit_code == 0
    both = listed(run, twice, "--shared")
    assert [(each["name"], each["documents"]) for each in both] == [("Ana Ruiz", 1), ("Ana Ruiz", 1)]
    assert ["decided: split (a swimmer)"] in [each["reasons"] for each in both]
    refused = run("speakers", twice, "rename", "Ana Ruiz", "Anna Ruiz")
    assert refused.exit_code == 2
    assert "2 speakers are called “Ana Ruiz”; name one by its id" in refused.stderr
    one = str(both[0]["id"])
    assert run("speakers", twice, "rename", one[:8], "Ana Ruiz (swimmer)").exit_code == 0
    assert {each["name"] for each in listed(run, twice, "--name", "ruiz")} == {"Ana Ruiz", "Ana Ruiz (swimmer)"}


def test_decisions_move_to_a_database_that_is_made_anew(run: Run, twice: Path, tmp_path: Path) -> None:
    assert run("speakers", twice, "merge", "Bo Lind", "Ana Ruiz").exit_code == 0
    assert [each["name"] for each in listed(run, twice)] == ["Ana Ruiz"]
    (tmp_path / "decisions.jsonl").write_text(run("speakers", twice, "export").stdout, "utf-8")
    anew = tmp_path / "anew.db"
    run("extract", anew, tmp_path / "twice")
    assert len(listed(run, anew)) == 2
    assert run("speakers", anew, "import", tmp_path / "decisions.jsonl").stdout == "decisions: 1 new\n"
    assert [(each["name"], each["statements"]) for each in listed(run, anew)] == [("Ana Ruiz", 3)]
    again = run("speakers", anew, "import", "-", stdin=(tmp_path / "decisions.jsonl").read_bytes())
    assert again.stdout == "decisions: 0 new\n"
    assert "“No,”" in run("lookup", anew, "bo lind").stdout


def test_many_are_merged_at_once_and_each_can_be_taken_back(run: Run, twice: Path) -> None:
    lines = [{"text": f"“No,” said {name}.", "url": name} for name in ("Eva Falk", "Ida Berg", "Uwe Dahl")]
    run("extract", twice, "-", "--format", "jsonl", stdin="\n".join(map(json.dumps, lines)).encode())
    ida = next(each for each in listed(run, twice) if each["name"] == "Ida Berg")
    refused = run("speakers", twice, "merge", "Eva Falk", "Nobody Here", "Bo Lind")
    assert (refused.exit_code, run("speakers", twice, "decisions").stdout) == (2, "")
    result = run("speakers", twice, "merge", "Eva Falk", str(ida["id"])[:8], "Uwe Dahl", "Bo Lind", "--note", "aliases")
    assert result.exit_code == 0, result.output
    merged = next(each for each in listed(run, twice) if "Uwe Dahl" in each["names"])
    assert {"Bo Lind", "Eva Falk", "Ida Berg", "Uwe Dahl"} <= set(merged["names"])  # type: ignore[call-overload]
    assert run("speakers", twice, "decisions").stdout.count("merge") == 3
    assert run("speakers", twice, "undo", "2").stdout == "undone: merge of Ida Berg\n"
    assert {"Bo Lind", "Ida Berg"} <= {each["name"] for each in listed(run, twice)}


def test_a_decision_can_be_taken_back(run: Run, twice: Path) -> None:
    run("speakers", twice, "rename", "bo lind", "Bo  Lindström")
    assert "Bo Lind -> Bo Lindström" in run("speakers", twice, "decisions").stdout
    assert "Bo Lindström" in run("lookup", twice, "lindstrom").stdout
    assert run("speakers", twice, "undo", "1").stdout == "undone: rename of Bo Lind\n"
    assert {each["name"] for each in listed(run, twice)} == {"Ana Ruiz", "Bo Lind"}
    refused = run("speakers", twice, "undo", "1")
    assert (refused.exit_code, "has no decision 1" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "Ana Ruiz", "ana ruiz"), "are one speaker already"),
        (("merge", "Ana Ruis", "Bo Lind"), "no speaker in"),
        (("split", "Ana Ruiz", "elsewhere.txt"), "does not speak in 'elsewhere.txt'"),
        (("rename", "Ana Ruiz", " "), "a name needs at least one letter"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, twice: Path, arguments: tuple[str, ...], says: str) -> None:
    result = run("speakers", twice, *arguments)
    assert (result.exit_code, says in result.stderr) == (2, True)


def test_a_line_that_is_no_decision_is_named_and_nothing_kept(run: Run, twice: Path, tmp_path: Path) -> None:
    good = '{"verdict": "rename", "speaker": {"names": ["Bo Lind"]}, "name": "Bo"}'
    (tmp_path / "bad.jsonl").write_text(f"{good}\n{{}}\n", "utf-8")
    result = run("speakers", twice, "import", tmp_path / "bad.jsonl")
    assert result.exit_code == 2
    assert "bad.jsonl, line 2: no decision about a speaker" in result.stderr
    assert run("speakers", twice, "decisions").stdout == ""


def test_lookup_begins_with_the_best_match(run: Run, twice: Path) -> None:
    lines = [{"text": f"“No,” said {name}.", "url": name} for name in ("Ruiz", "Uwe Ruiz", "Ana Ruiz’s staff")]
    run("extract", twice, "-", "--format", "jsonl", stdin="\n".join(map(json.dumps, lines)).encode())
    first, *others = run("lookup", twice, "ana ruiz").stdout.splitlines()
    assert first.startswith("Ana Ruiz, minister (2024-03-04 to 2026-05-04): ")
    assert not any(line.startswith("also: Uwe") for line in others)
    by_surname = run("lookup", twice, "ruiz").stdout.splitlines()
    assert by_surname[0] == first
    assert any(line.startswith("also: Uwe Ruiz, minister: 1 statement in 1 document [") for line in by_surname)


def namesakes(run: Run, path: Path) -> Path:
    lines = [
        {"text": "“No,” said John Smith.", "url": "one", "published": "2021-03-04"},
        {"text": "“It will stop,” said John Smith.", "url": "two", "published": "2026-03-04"},
    ]
    run("extract", path, "-", "--format", "jsonl", stdin="\n".join(map(json.dumps, lines)).encode())
    return path


def test_what_is_not_sure_is_asked_and_answered(run: Run, tmp_path: Path) -> None:
    path = namesakes(run, tmp_path / "smith.db")
    (asked,) = json.loads(run("speakers", path, "review", "--json").stdout)
    assert (asked["kind"], asked["name"], asked["other_name"]) == ("made", "John Smith", "John Smith")
    assert asked["question"].endswith("in 1 document) John Smith, as it stands now?")
    assert json.loads(run("speakers", path, "review", "--nl").stdout) == asked
    assert run("speakers", path, "review", "--csv").stdout.startswith("id,kind,chance,question,")
    assert asked["id"] in run("speakers", "review", path).stdout
    assert run("speakers", path, "review", "--accept-above", "0.99").stdout == "accepted: 0, rejected: 0, open: 1\n"
    assert run("speakers", path, "review", "--all").stdout == "accepted: 1, rejected: 0, open: 0\n"
    assert [each["documents"] for each in listed(run, path)] == [2]
    assert "undone: merge" in run("speakers", path, "undo", "1").stdout
    assert run("speakers", path, "review", "--reject", asked["id"]).stdout.startswith("accepted: 0, rejected: 1")
    assert [each["documents"] for each in listed(run, path)] == [1, 1]
    refused = run("speakers", path, "review", "--accept", asked["id"])
    assert (refused.exit_code, "no suggestion" in refused.stderr) == (2, True)
    assert run("speakers", path, "review", "--json", "--csv").exit_code == 2


def test_at_a_terminal_each_question_waits(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = namesakes(run, tmp_path / "smith.db")
    monkeypatch.setattr(speakers_review, "_at_terminal", lambda: True)
    skipped = run("speakers", path, "review", stdin=b"s\n")
    assert "1 of 1  Is “John Smith”" in skipped.stdout
    assert run("speakers", path, "decisions").stdout == ""
    assert "kept as decision 1" in run("speakers", path, "review", stdin=b"y\n").stdout
    assert [each["documents"] for each in listed(run, path)] == [2]


def test_a_list_ties_speakers_and_stays(run: Run, twice: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,identifier\nAna Ruiz,Q1\nJohn Smith,Q2\n", "utf-8")
    result = run("speakers", "link", twice, tmp_path / "people.csv")
    assert result.stdout == "entries: 2, speakers tied: 1 (1 by the exact name)\n"
    namesakes(run, twice)
    assert "on a list: Q1 (Ana Ruiz; people.csv; chance " in run("lookup", twice, "ana ruiz").stdout
    told = run("speakers", twice, "link", tmp_path / "people.csv").stdout
    assert "not sure: 1; see `quoteattr speakers" in told
    asked = run("speakers", twice, "review").stdout
    assert "Is “John Smith” (2 statements in 2 documents) John Smith (Q2) of the list?" in asked


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    import sqlite3

    connection = sqlite3.connect(path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found
