"""`chronicle show`: a record with everything that is computed of it."""

from __future__ import annotations

import json
from pathlib import Path as FilePath

import click

from chronicle.cli.account import account, lines
from chronicle.cli.options import about_a_site, library_from, record_named, text_or_json
from chronicle.dates import InvalidDate, parse
from chronicle.reasoning import reason


@click.command()
@click.argument("name", metavar="ID")
@about_a_site
@click.option(
    "--as-known-on",
    "day",
    metavar="DAY",
    help="As it stood on that day: nothing that was published later.",
)
@text_or_json
def show(
    name: str,
    config_file: FilePath,
    events: FilePath | None,
    docs: FilePath | None,
    day: str | None,
    form: str,
) -> None:
    """Print a record with all that is computed of it.

    ID is a record's id, with its kind before it where several have the same: event:r1-trained.
    """
    library = library_from(config_file, events, docs)
    ref = record_named(library, name)
    if day is not None:
        library = library.as_known_on(_day(day))
        if library.get(ref) is None:
            click.echo(f"{ref} was not known on {day}.")
            return
    values = account(reason(library), ref)
    if form == "json":
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(values)))


def _day(text: str) -> int:
    try:
        when = parse(text)
    except InvalidDate as error:
        message = f'"{text}" is not a date: {error.reason}; write it like {error.nearest[0]}'
        raise click.UsageError(message) from error
    if when.form != "point":
        message = f'"{text}" is not one day'
        raise click.UsageError(message)
    return when.latest
