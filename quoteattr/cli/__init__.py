"""The command line: one module a command, each of which parses, calls the library and renders.

In: arguments. Out: results on standard output, progress and messages on standard error, and an exit
code: 0 done, 1 done but something was skipped or found wrong, 2 misuse::

    quoteattr extract quotes.db articles/
    quoteattr lookup quotes.db belousov

To add a command, add a module to this folder and a line to `COMMANDS`; what takes long to import is
imported inside the command, so that `--help` and lookups start fast.
"""

from collections.abc import Callable, Mapping, Sequence

from quoteattr.cli.annotate import ACTIONS as ANNOTATE_ACTIONS
from quoteattr.cli.annotate import annotate
from quoteattr.cli.app import app, main, register
from quoteattr.cli.backup import backup
from quoteattr.cli.batch import batch
from quoteattr.cli.doctor import doctor
from quoteattr.cli.evaluate import evaluate
from quoteattr.cli.explain import explain
from quoteattr.cli.export import export
from quoteattr.cli.extract import extract
from quoteattr.cli.load import load
from quoteattr.cli.lookup import lookup
from quoteattr.cli.report import report
from quoteattr.cli.reviews import ACTIONS as REVIEW_ACTIONS
from quoteattr.cli.reviews import reviews
from quoteattr.cli.search import search
from quoteattr.cli.serve import serve
from quoteattr.cli.show import show
from quoteattr.cli.speakers import ACTIONS as SPEAKER_ACTIONS
from quoteattr.cli.speakers import speakers
from quoteattr.cli.thin import thin
from quoteattr.cli.train import train
from quoteattr.cli.verify import verify

__all__ = ["ACTIONS", "COMMANDS", "app", "main"]

Command = Callable[..., None]

COMMANDS: tuple[Command, ...] = (
    *(extract, show, lookup, search, explain, verify, speakers, reviews),
    *(batch, export, report, load, serve, backup, doctor, evaluate, annotate, train, thin),
)
# What comes behind the arguments of a command: `quoteattr speakers quotes.db merge ...`.
ACTIONS: Mapping[Command, Sequence[Command]] = {
    speakers: SPEAKER_ACTIONS,
    reviews: REVIEW_ACTIONS,
    annotate: ANNOTATE_ACTIONS,
}

for command in COMMANDS:
    register(command, ACTIONS.get(command, ()))
