"""`chronicle impact`: what rests on a source."""

from __future__ import annotations

import json
from pathlib import Path as FilePath

import click

from chronicle.cli.account import bearing, lines
from chronicle.cli.options import about_a_site, library_from, record_named, text_or_json
from chronicle.reasoning import reason


@click.command()
@click.argument("source")
@about_a_site
@text_or_json
def impact(
    source: str, config_file: FilePath, events: FilePath | None, docs: FilePath | None, form: str
) -> None:
    """Print what would fall if SOURCE were taken back: claims, standings, links, dates, settlements."""
    library = library_from(config_file, events, docs)
    ref = record_named(library, source, kind="source")
    values = bearing(reason(library).bearings[ref.id])
    if form == "json":
        click.echo(json.dumps({"source": ref.id, **values}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines({"source": ref.id, **values})))
