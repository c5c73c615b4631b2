"""What the processes of a cluster do, without a cluster."""

import socket
import sys
from pathlib import Path

import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.readers import ReadOptions
from quoteattr.scale.job import Job
from quoteattr.scale.manifest import new_manifest
from quoteattr.scale.on_ray import _Extracting, _Reading, _reason, open_ray
from quoteattr.scale.output import marker_of
from quoteattr.scale.places import InputFile
from quoteattr.scale.plan import Part, Todo
from quoteattr.statements import ModelChoice, ModelInfo
from tests.scale.conftest import articles

INFO = ModelInfo(model="sm", digest="d1", spacy_model="fake 1.0")
MODELS = {"choice": ModelChoice(), "time_limit": None}


def job(folder: Path) -> Job:
    manifest = new_manifest(INFO, ReadOptions(), 4)
    return Job(output=str(folder / "out"), manifest=manifest, options=ReadOptions(), shard_size=4)


@pytest.mark.usefixtures("stand_in")
def test_shards_are_read_in_one_process_and_extracted_in_another(tmp_path: Path) -> None:
    todo = Todo(Part(0, (InputFile(str(articles(tmp_path / "a.jsonl", 10))),)), frozenset({1}))
    read = list(_Reading(job(tmp_path), ".")({"item": todo}))
    assert [row["shard"].number for row in read] == [0, 2]
    actor = _Extracting(job(tmp_path), INFO, MODELS, ".")
    (marker,) = map(marker_of, actor({"shard": [read[1]["shard"]]})["marker"])
    assert (marker.part, marker.number, marker.is_last, marker.quotes) == ("part-000000", 2, True, 4)
    assert len(list((tmp_path / "out" / "part-000000").iterdir())) == 5


@pytest.mark.usefixtures("stand_in")
def test_a_machine_with_another_model_is_refused(tmp_path: Path) -> None:
    other = ModelInfo(model="sm", digest="d2", spacy_model="fake 1.0")
    with pytest.raises(QuoteattrError, match="install the same on all"):
        _Extracting(job(tmp_path), other, MODELS, ".")


@pytest.mark.usefixtures("stand_in")
def test_a_machine_with_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = job(tmp_path)
    monkeypatch.setattr("quoteattr.scale.on_ray.__version__", "0.0.9")
    with pytest.raises(QuoteattrError, match=r"a machine has quoteattr 0\.0\.9, the driver .* install the same on all"):
        _Extracting(given, INFO, MODELS, ".")


@pytest.mark.parametrize(
    "lines",
    [
        (
            "ray::FlatMap()",
            "quoteattr.errors.QuoteattrError: a disk: is full",
            "Failed to apply UDF after 1/1 attempts.",
        ),
        ("The actor died", "a disk: is full"),
    ],
)
def test_of_a_traceback_of_ray_the_reason_is_told(lines: tuple[str, ...]) -> None:
    assert _reason(RuntimeError("\n".join(lines))) == "a disk: is full"


def test_an_address_where_nothing_answers_is_said_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(QuoteattrError, match=f"no Ray cluster at {address}: .*refused"), open_ray(address=address):
            raise AssertionError("there is no cluster")


def test_without_ray_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray.data", None)
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(QuoteattrError, match=r"pip install 'quoteattr\[ray\]'"), open_ray():
        raise AssertionError("there is no engine")
