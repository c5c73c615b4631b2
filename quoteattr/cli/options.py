"""Options and arguments that several commands share, each spelled out once.

In: nothing. Out: annotated types for the parameters of commands. `Filtered`, `Formatted` and `Models` are
bundles: all filters, all formats and what annotates, as one value each::

    def lookup(database: Database, filters: Filtered, form: Formatted) -> None:
"""

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer

from quoteattr.queries import Filters, Sort
from quoteattr.readers.folders import matches
from quoteattr.readers.sources import STDIN
from quoteattr.readers.web import is_web_address
from quoteattr.rendering import Format
from quoteattr.statements import Device, ModelChoice

Maker = Callable[..., Any]


SQLITE = b"SQLite format 3\0"


def _check_paths(paths: list[str]) -> list[str]:
    """Refuse a path that does not exist before anything is done."""
    for path in paths:
        if path != STDIN and not is_web_address(path) and not os.path.exists(path) and not matches(path):
            raise typer.BadParameter(f"{path!r}: no such file or folder; check the path")
    return paths


def _check_path(path: str) -> str:
    """The same of one path."""
    return _check_paths([path])[0]


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


class Kinds(StrEnum):
    """The kinds of statements, as `--kind` takes them."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


Database = Annotated[
    Path, typer.Argument(metavar="DATABASE", help="SQLite file, such as quotes.db.", show_default=False)
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns, http(s) addresses, or - for standard input.",
        callback=_check_paths,
        show_default=False,
    ),
]
OnePath = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="A database, or a document: a file, an http(s) address, or - for standard input.",
        callback=_check_path,
        show_default=False,
    ),
]
Model = Annotated[str, typer.Option(metavar="NAME", help="Attribution model: sm, lg or the path of a model folder.")]
SpacyModel = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="English spaCy pipeline for tags, heads and entities; without it the model reads them, or, where it "
        "cannot, the best one that is installed does.",
    ),
]
DeviceName = Annotated[
    Device, typer.Option("--device", help="What runs the attribution model; cuda needs onnxruntime-gpu.")
]

Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Processes that work at the same time.")
]

Speaker = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only by this speaker, by any name: Ayala, “Mr Ayala”, “President Ayala”."),
]
Role = Annotated[str | None, typer.Option(metavar="WORDS", help="Only in a role with these words, such as minister.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day, month or year on: 2026-01-31, 2026-01, 2026.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, month or year, included.")]
Outlet = Annotated[str | None, typer.Option(metavar="WORDS", help="Only from outlets with these words in their name.")]
Kind = Annotated[Kinds | None, typer.Option(help="Only quotes (direct) or claims (indirect, mixed).")]
About = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help="Only from documents about a subject with these words, such as ferry."),
]
MinConfidence = Annotated[
    float | None, typer.Option(metavar="0..1", min=0, max=1, help="Only statements whose words are at least this sure.")
]
MinSpeakerConfidence = Annotated[
    float | None,
    typer.Option(metavar="0..1", min=0, max=1, help="Only statements whose speaker is at least this sure."),
]
Thoughts = Annotated[bool, typer.Option("--thoughts", help="Also what somebody is reported to think.")]
All = Annotated[
    bool,
    typer.Option("--all", help="Also thoughts, and claims that say nothing that can be true or false."),
]
SortedBy = Annotated[
    Sort | None,
    typer.Option("--sort", help="Best match (of words), newest (date) or oldest first.", show_default=False),
]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="At most this many statements.")]

Note = Annotated[str | None, typer.Option(metavar="WORDS", help="Why, for those who read the decision later.")]

AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON list of records.")]
AsNl = Annotated[bool, typer.Option("--nl", help="Print one JSON record a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsHtml = Annotated[bool, typer.Option("--html", help="Print a web page with the statements highlighted.")]


def chosen_models(model: Model = "sm", spacy_model: SpacyModel = None, device: DeviceName = Device.CPU) -> ModelChoice:
    """What the options say annotates."""
    return ModelChoice(model=model, spacy_model=spacy_model, device=device)


def chosen_filters(
    speaker: Speaker = None,
    role: Role = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    kind: Kind = None,
    about: About = None,
    min_confidence: MinConfidence = None,
    min_speaker_confidence: MinSpeakerConfidence = None,
    thoughts: Thoughts = False,
    everything: All = False,
    limit: Limit = None,
) -> Filters:
    """What the options narrow a query by."""
    return Filters(
        speaker=speaker, role=role, about=about, since=since, until=until, outlet=outlet, kind=kind,
        min_confidence=min_confidence, min_speaker_confidence=min_speaker_confidence, include_thoughts=thoughts,
        include_all=everything, limit=limit,
    )  # fmt: skip


def chosen_format(
    as_json: AsJson = False, as_nl: AsNl = False, as_csv: AsCsv = False, as_html: AsHtml = False
) -> Format:
    """The format that the options name; a table without one."""
    flags = {Format.JSON: as_json, Format.NL: as_nl, Format.CSV: as_csv, Format.HTML: as_html}
    return only_format(flags) or Format.TABLE


def only_format(flags: Mapping[Format, bool]) -> Format | None:
    """The one format that is asked for.

    Raises:
        typer.BadParameter: more than one is.
    """
    chosen = [form for form, wanted in flags.items() if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter(f"choose one of {' and '.join(f'--{form}' for form in chosen)}")
    return chosen[0] if chosen else None


Texts = Annotated[
    list[Path] | None,
    typer.Option(
        "--texts",
        exists=True,
        dir_okay=False,
        metavar="ARTICLES",
        help="The articles of annotations that hold offsets only: JSONL with id and text. May be repeated.",
    ),
]
Part = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of annotations as offsets, only this part: train, dev or test.")
]

Models = Annotated[ModelChoice, chosen_models]
Filtered = Annotated[Filters, chosen_filters]
Formatted = Annotated[Format, chosen_format]


def unbundle(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every bundle spread out into its options, each of which keeps its help and default."""
    parameters = inspect.signature(command).parameters.values()
    makers = {parameter.name: maker for parameter in parameters if (maker := _maker_of(parameter.annotation))}
    if not makers:
        return command

    @wraps(command)
    def spread(**given: Any) -> None:
        for name, maker in makers.items():
            given[name] = maker(**{option: given.pop(option) for option in inspect.signature(maker).parameters})
        command(**given)

    # typer looks at both.
    signature = inspect.Signature(list(_spread(parameters, makers)))
    spread.__signature__ = signature  # type: ignore[attr-defined]
    spread.__annotations__ = {parameter.name: parameter.annotation for parameter in signature.parameters.values()}
    return spread


def _maker_of(annotation: Any) -> Maker | None:
    """What makes the value of a bundle; None for the annotation of an ordinary option."""
    if get_origin(annotation) is not Annotated:
        return None
    return next((found for found in get_args(annotation)[1:] if inspect.isfunction(found)), None)


def _spread(parameters: Any, makers: Mapping[str, Maker]) -> Iterator[inspect.Parameter]:
    for parameter in parameters:
        if parameter.name in makers:
            yield from inspect.signature(makers[parameter.name]).parameters.values()
        else:
            yield parameter
