"""The content security policy: what a page may run and load, whatever an article has smuggled into it.

In: an ASGI application. Out: one whose answers say it. Our own pages run one script file and no inline styles.
Datasette's pages have a few inline scripts; these, as they stand in its templates, are allowed by their hashes, and no
other is::

    script-src 'self' 'sha256-...' ...
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

App = Callable[[Any, Any, Any], Awaitable[None]]

HEADER = "content-security-policy"
# For pages of ours; what may be shown within a page of somebody else's adds its own rule.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
OTHERS = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
)

# A script that stands in a template of Datasette, and the values that it puts into it.
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_VALUES = {"{{ datasette_allow_facet }}": ("true", "false")}


def strict_policy(ancestors: str = "'none'") -> str:
    """The policy of our own pages.

    Args:
        ancestors: who may show the page in a frame, as the policy writes it.
    """
    return STRICT.format(ancestors=ancestors)


@cache
def tables_policy() -> str:
    """The policy of Datasette's pages: its own scripts, no others; styles of its templates are inline."""
    scripts = " ".join(f"'sha256-{_hash(script)}'" for script in sorted(set(_scripts())))
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _scripts() -> Iterator[str]:
    """The inline scripts of Datasette as a browser gets them."""
    for template in (files("datasette") / "templates").iterdir():
        for script in _SCRIPT.findall(template.read_text(encoding="utf-8")):
            names = [name for name in _VALUES if name in script]
            for values in product(*(_VALUES[name] for name in names)):
                filled = script
                for name, value in zip(names, values, strict=True):
                    filled = filled.replace(name, value)
                if "{{" not in filled and "{%" not in filled:
                    yield filled


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def with_policy(app: App) -> App:
    """The application, with a policy on each answer that has none of its own."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_policy(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                known = {name.lower() for name, _ in headers}
                wanted = ((HEADER, tables_policy()), *OTHERS)
                headers += [(name.encode(), value.encode()) for name, value in wanted if name.encode() not in known]
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, send_with_policy)

    return answer
