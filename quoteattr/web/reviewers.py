"""Who may review: nobody, unless the plugin's settings name reviewers.

In: the settings of Datasette, and who has signed in to it, in whatever way. Out: whether they may write::

    plugins:
      quoteattr:
        reviewers: {id: [mia, tom]}

A block `drafts` beside it says who else may have drafts checked, which takes the time of the machine: `true` is
everybody, `local` whoever sits at it.
The value is an "allow" block of Datasette. Signing in is a matter of other plugins: datasette-auth-passwords,
datasette-auth-tokens, datasette-auth-github.
"""

from typing import Any

from datasette.utils import actor_matches_allow

PLUGIN = "quoteattr"
PASSWORDS = "datasette-auth-passwords"
LOCAL = "local"
# What a proxy adds to the request of somebody who is elsewhere.
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def reviewers_of(datasette: Any) -> Any:
    """The "allow" block, or None when nobody may review."""
    return (datasette.plugin_config(PLUGIN) or {}).get("reviewers")


def may_review(datasette: Any, request: Any) -> bool:
    """Whether who asks has signed in and is a reviewer."""
    allowed = reviewers_of(datasette)
    # An empty block or "true" would let everybody write; a review needs a name.
    return bool(request.actor and request.actor.get("id") and allowed) and actor_matches_allow(request.actor, allowed)


def may_check_drafts(datasette: Any, request: Any) -> bool:
    """Whether who asks may have a draft checked: reviewers, and whom the settings name."""
    allowed = (datasette.plugin_config(PLUGIN) or {}).get("drafts", False)
    if allowed == LOCAL:
        allowed = not any(header in request.headers for header in FORWARDED)
    return actor_matches_allow(request.actor, allowed) or may_review(datasette, request)


def sign_in_path(datasette: Any) -> str | None:
    """Where a reviewer signs in by password, if that is configured."""
    configured = reviewers_of(datasette) and datasette.plugin_config(PASSWORDS)
    return str(datasette.urls.path("/-/login")) if configured else None


def is_same_site(request: Any) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says.

    Datasette checks a token in the form too, but only of those who have a cookie.
    """
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return not origin or origin.partition("://")[2] == request.headers.get("host", "")
