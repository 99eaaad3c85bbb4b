"""`chronicle schema`: JSON Schema for each kind of record."""

from __future__ import annotations

from pathlib import Path as FilePath

import click

from chronicle.schema import schemas


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=FilePath, file_okay=False),
    required=True,
    help="The folder to write the schemas into.",
)
def schema(out: FilePath) -> None:
    """Write the JSON Schema of each kind of record, for editors that complete while typing."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"{out / name}")
