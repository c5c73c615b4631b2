"""What Datasette shows differently: denials stand out, and statements lead on.

In: what Datasette asks its plugins. Out: cells and a style sheet; serve.py registers the module::

    <strong class="not-asserted">denied</strong>
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from datasette import hookimpl
from markupsafe import Markup

from quoteattr.statements import Kind, Polarity

STYLE_SHEET = "/quoteattr/quoteattr.css"

# Datasette says nothing about types.
Hook = TypeVar("Hook", bound=Callable[..., Any])
hook: Callable[[Hook], Hook] = hookimpl


@hook
def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Marks what the speaker denies or did not say; makes links in the view `statements`."""
    if value is None:
        return None
    if column == "polarity" and value != Polarity.ASSERTED:
        return Markup('<strong class="not-asserted">{}</strong>').format(value)
    if table != "statements" or column not in _KEYS:
        return None
    # A page may have been asked for some of the columns only.
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118
    key, target = known.get(_KEYS[column]), _table_of(column, known.get("kind"))
    if key is None or target is None:
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, key), value)


# Columns of the view that stand for a row, and the columns with its key; a view has no keys of its own.
_KEYS = {"id": "id", "speaker": "speaker_id", "title": "document_id"}


def _table_of(column: str, kind: str | None) -> str | None:
    if column == "id":
        return kind and ("quotes" if kind == Kind.DIRECT else "claims")
    return "speakers" if column == "speaker" else "documents"


@hook
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet of all pages."""
    return [datasette.urls.path(STYLE_SHEET)]
