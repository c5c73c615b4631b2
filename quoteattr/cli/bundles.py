"""Bundles: options that belong together, which a command takes as one value.

In: a command with a parameter such as `filters: Filtered`, where `Filtered = Annotated[Filters, chosen_filters]`.
Out: the command as typer needs it, with the options of `chosen_filters` in the place of that parameter::

    app.command()(unbundle(lookup))
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Annotated, Any, get_args, get_origin

Maker = Callable[..., Any]


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
