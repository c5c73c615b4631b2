"""The commands as a user runs them, with the model that ships: processes of their own, no stand-ins."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def quoteattr(*arguments: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "quoteattr", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of the sample articles."""
    path = tmp_path_factory.mktemp("samples")
    result = quoteattr("extract", "quotes.db", ROOT / "seeds", cwd=path)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout == b""
    assert b"documents: 4 read, 0 unchanged, 0 skipped" in result.stderr
    return path


def records(folder: Path, *arguments: object) -> list[dict[str, object]]:
    result = quoteattr(*arguments, "--nl", cwd=folder)
    assert result.returncode == 0, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_second_run_finds_nothing_to_do(folder: Path) -> None:
    before = records(folder, "lookup", "quotes.db")
    result = quoteattr("extract", "quotes.db", ROOT / "seeds", cwd=folder)
    assert b"documents: 0 read, 4 unchanged, 0 skipped" in result.stderr
    assert records(folder, "lookup", "quotes.db") == before


def test_lookup_gives_the_four_quotes_of_the_minister(folder: Path) -> None:
    found = records(folder, "lookup", "quotes.db", "belousov", "--kind", "direct")
    assert [record["speaker"] for record in found] == ["Andrey Belousov"] * 4
    assert {record["role"] for record in found} == {"Russian Defence Minister"}


def test_a_denial_is_found_as_one(folder: Path) -> None:
    found = records(folder, "search", "quotes.db", "money wasted")
    assert [record["polarity"] for record in found] == ["denied"]


@pytest.mark.parametrize(
    ("remembered", "said"),
    [
        ("wont write another check for the trust", "I will not write another cheque"),
        ("every peny because we had to beg", "We know where every penny went"),
        ("patient waited 11 hours on a troley", "patients waiting eleven hours on a trolley"),
        ("forty minutes on good nights in Januray", "It’s 40 minutes on a good night"),
        ("Larkford I would not be standing hear", "wouldn’t be standing here"),
        ("buying companies because theyre sad storys", "does not buy companies because they are sad stories"),
        ("built for markets everybody says were coming", "We built for a market"),
        ("hardest desicion that keeps the company living", "This is the hardest decision"),
        ("balance sheets leave no space for another accident", "the balance sheet leaves no room"),
        ("cheapest way out of expensive contracts", "a cheap way out of an expensive contract"),
    ],
)
def test_a_half_remembered_statement_is_among_the_first_five(folder: Path, remembered: str, said: str) -> None:
    found = records(folder, "search", "quotes.db", remembered, "--limit", "5")
    assert any(said in str(record["text"]) for record in found), [record["text"] for record in found]


def test_a_speaker_is_found_by_title_and_words_together(folder: Path) -> None:
    found = records(folder, "search", "quotes.db", "cheque", "--speaker", "Health Secretary Penhale", "--sort", "date")
    assert {record["speaker"] for record in found} == {"Judith Penhale"}
    result = quoteattr("search", "quotes.db", "chekue", "--speaker", "Mrs Penhale", cwd=folder)
    assert "“chekue” is in no statement: searched for “cheque”." in result.stdout.decode()


def test_records_point_into_the_file(folder: Path) -> None:
    found = list(records(folder, "lookup", "quotes.db"))
    assert found
    for record in found:
        text = Path(str(record["address"])).read_text("utf-8")
        spans: list[list[int]] = record["spans"]  # type: ignore[assignment]
        assert all(text[start:end] in str(record["text"]) for start, end in spans)


def test_standard_input(folder: Path) -> None:
    result = quoteattr("show", "-", "--json", cwd=folder, stdin="“We are late,” said Mia Orr.".encode())
    assert [record["speaker"] for record in json.loads(result.stdout)] == ["Mia Orr"]


def test_ten_megabytes_in_one_line_are_refused_with_a_reason(folder: Path) -> None:
    (folder / "long.txt").write_bytes(b"word " * 2_000_000)
    result = quoteattr("show", "long.txt", cwd=folder)
    assert result.returncode == 1
    assert b"10,000,000 characters, more than the 1,000,000 that fit into memory" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_model_that_is_missing_is_misuse(folder: Path) -> None:
    for option in ("--model", "--spacy-model"):
        result = quoteattr("show", ROOT / "seeds", option, "no-such-model", cwd=folder)
        assert result.returncode == 2
        assert result.stderr.startswith(b"Error: ")
        assert b"no-such-model" in result.stderr


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_samples_come_back_without_loss(folder: Path, form: str) -> None:
    target = folder / f"exported-{form}"
    assert quoteattr("export", "quotes.db", "--format", form, "--output", target, cwd=folder).returncode == 0
    assert quoteattr("load", f"{form}.db", target, cwd=folder).returncode == 0
    assert quoteattr("export", f"{form}.db", cwd=folder).stdout == quoteattr("export", "quotes.db", cwd=folder).stdout


def test_annotations_of_the_samples_lead_to_every_statement_and_its_words(folder: Path) -> None:
    result = quoteattr("export", "quotes.db", "--format", "webannotation", cwd=folder)
    annotations = json.loads(result.stdout)["items"]
    lines = [json.loads(line) for line in quoteattr("export", "quotes.db", cwd=folder).stdout.splitlines()]
    texts = {line["document"]["id"]: line["document"]["text"] for line in lines}
    statements = [record for line in lines for record in line["statements"]]
    assert [json.loads(each["body"]["value"]) for each in annotations] == statements
    for each, record in zip(annotations, statements, strict=True):
        text = texts[record["document_id"]]
        places = [target["selector"] for target in each["target"]]
        assert [[place["start"], place["end"]] for _, place in places] == record["spans"]
        assert all(text[place["start"] : place["end"]] == quote["exact"] for quote, place in places)


def test_a_quote_of_the_samples_is_verified(folder: Path) -> None:
    result = quoteattr("verify", "quotes.db", "take corresponding actions", "--speaker", "belousov", cwd=folder)
    assert result.returncode == 0
    altered = quoteattr("verify", "quotes.db", "money had been wasted", "--speaker", "oyelaran", cwd=folder)
    assert altered.returncode == 1
    assert b"denied" in altered.stdout
