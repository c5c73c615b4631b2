"""Files in folders and behind patterns.

In: a folder, or a pattern with `*`, `?` or `[...]`. Out: its files in sorted order, and what was left out that a user
would miss: links that lead out of the folder, which might lead anywhere::

    for file in files_of(Path("articles"), suffixes=frozenset({".txt"})):
        ...

Names that begin with a dot, files that are none (pipes, devices), and files whose suffix no reader knows are not read.
A suffix `.gz` after a known one is known too.
"""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from quoteattr.readers.fields import Skipped

PACKED = ".gz"


def is_pattern(path: str) -> bool:
    """Whether the path, which does not exist, is a pattern."""
    return glob.has_magic(path) and not os.path.lexists(path)


def matches(pattern: str) -> list[str]:
    """Files and folders that a pattern fits, sorted; `**` goes through folders."""
    return sorted(glob.glob(pattern, recursive=True))


def suffix_of(name: str) -> str:
    """The suffix that says what a file holds: ".txt" of "a.txt" and of "a.txt.gz"."""
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix == PACKED else path.suffix


def files_of(folder: Path, suffixes: frozenset[str]) -> list[Path | Skipped]:
    """The files to read, and why some are not, in sorted order of their paths."""
    found = {str(path): kept for path in _paths(folder) if (kept := _keep(path, folder, suffixes)) is not None}
    return [found[path] for path in sorted(found, key=lambda path: Path(path).parts)]


def _paths(folder: Path) -> Iterator[Path]:
    """All that is in the folder and the folders in it, but what begins with a dot; links are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))
        yield from (path for name in folders if (path := Path(parent, name)).is_symlink())


def _keep(path: Path, folder: Path, suffixes: frozenset[str]) -> Path | Skipped | None:
    """The path, the reason why a user would miss it, or None where nobody would."""
    if path.is_symlink():
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
        if not inside and (path.is_dir() or suffix_of(path.name) in suffixes):
            return Skipped(readable(path), "a link that leaves the folder; pass what it links to")
        if path.is_dir():
            return None
    if suffix_of(path.name) not in suffixes:
        return None
    try:
        return path if stat.S_ISREG(path.stat().st_mode) else None
    except OSError as error:
        return Skipped(readable(path), f"cannot be read: {error.strerror}")


def readable(path: Path) -> str:
    """The path; bytes in a file name that are no text show as U+FFFD, so that it can be printed and stored."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
