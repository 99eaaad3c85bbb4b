"""The command `chronicle`: one module per subcommand."""

from __future__ import annotations

import click

from chronicle.cli.build import build
from chronicle.cli.check import check
from chronicle.cli.explain import explain
from chronicle.cli.impact import impact
from chronicle.cli.schema import schema
from chronicle.cli.show import show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-chronicle")
def main() -> None:
    """Turn a folder of YAML records into a cross-linked, fully sourced timeline site."""


main.add_command(check)
main.add_command(build)
main.add_command(show)
main.add_command(impact)
main.add_command(explain)
main.add_command(schema)
