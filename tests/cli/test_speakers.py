import json
from pathlib import Path

import pytest

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


def test_lookup_begins_with_the_roles_of_the_speaker(run: Run, twice: Path) -> None:
    assert run("lookup", twice, "ruiz").stdout.startswith("Ana Ruiz: minister (2024-03-04 to 2026-05-04)\n")


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    import sqlite3

    connection = sqlite3.connect(path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found
