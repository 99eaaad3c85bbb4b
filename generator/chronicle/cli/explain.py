"""`chronicle explain`: what a finding means, and a record that shows it."""

from __future__ import annotations

import json
from difflib import get_close_matches

import click

from chronicle.checks import CODES
from chronicle.cli.options import text_or_json


@click.command()
@click.argument("code")
@text_or_json
def explain(code: str, form: str) -> None:
    """Explain the finding CODE: how much it matters, why, and what shows it."""
    found = CODES.get(code)
    if found is None:
        near = get_close_matches(code, CODES, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(CODES)}"
        message = f'there is no finding "{code}"{hint}'
        raise click.UsageError(message)
    if form == "json":
        values = {
            "code": found.name,
            "severity": str(found.severity),
            "why": found.why,
            "file": found.file,
            "example": found.example,
        }
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.name} ({found.severity})\n")
    click.echo(click.wrap_text(found.why, width=80))
    click.echo(f"\nFor example, {found.file}:\n")
    click.echo("\n".join(f"    {line}" for line in found.example.rstrip().splitlines()))
