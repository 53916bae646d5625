"""The command line, behind `make`: `python -m strategybook.cli COMMAND`."""

import os
import sys
import time
from pathlib import Path

import click

from strategybook import errors
from strategybook.errors import InputError, UserError
from strategybook.language import LANGUAGES
from strategybook.parameters import OWN_COUNTRY
from strategybook.pipeline import environment
from strategybook.pipeline.run import Run


@click.group()
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of what is told when something is wrong; otherwise as LC_ALL or LANG says.",
)
def cli(language: str | None) -> None:
    """Add data, make the book, render it, or prove that what is committed is what they give."""
    if language:
        os.environ[errors.SPOKEN] = language


@cli.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--source", default="", help="Key of data/raw/sources.csv, if no file can tell.")
@click.option("--edition", default="", help="Such as 2024, if no file can tell.")
@click.option(
    "--published-on", default="", help="Such as 2024-09-17; otherwise the edition's year."
)
@click.option("--replace", is_flag=True, help="Let figures held change of which the files speak.")
@click.option("--whole", is_flag=True, help="The files are the whole edition: other figures go.")
@click.option("--remove-figures", is_flag=True, help="Let more figures go than the files bring.")
@click.option("--revised-on", default="", help="When the publisher changed its figures.")
@click.option("--rounded", is_flag=True, help="Take rounded figures, marked as a rounded copy.")
@click.option("--dry-run", is_flag=True, help="Check and show, but write nothing.")
def add(
    files: tuple[Path, ...],
    source: str,
    edition: str,
    published_on: str,
    replace: bool,
    whole: bool,
    remove_figures: bool,
    revised_on: str,
    rounded: bool,
    dry_run: bool,
) -> None:
    """Add publishers' files to data/raw, if all of them are good, and show what they change."""
    from strategybook.adding.add import add as add_files
    from strategybook.adding.arrivals import Choices

    choices = Choices(
        source, edition, published_on, replace, whole, remove_figures, revised_on, rounded
    )
    add_files(files, choices, dry_run=dry_run, show=click.echo)


@cli.command()
@click.argument("source")
@click.argument("edition")
@click.option("--although-used", is_flag=True, help="Remove it although something rests on it.")
@click.option("--dry-run", is_flag=True, help="Check and show, but remove nothing.")
def remove(source: str, edition: str, although_used: bool, dry_run: bool) -> None:
    """Remove an edition from data/raw, as if it had never come, and show what goes."""
    from strategybook.adding.remove import remove as remove_edition

    remove_edition(source, edition, although_used=although_used, dry_run=dry_run, show=click.echo)


@cli.command()
@click.option("--country", default=OWN_COUNTRY, help="ISO 3166 alpha-3 code, or a name.")
@click.option("--as-of", default="latest", help="latest, strategy or a year of publication.")
@click.option("--peers", default="", help="Codes to compare with, by commas, not those that fit.")
def book(country: str, as_of: str, peers: str) -> None:
    """Bring the book up to date and render it; or make a country's index chapters."""
    from strategybook import countries, parameters
    from strategybook.alone import alone
    from strategybook.pipeline.build import bring_up_to_date

    def code(name: str) -> str:
        name = name.strip()
        return countries.entity_of(name) or countries.entity_of(name.upper()) or name.upper()

    run = Run(code(country), as_of, tuple(code(name) for name in peers.split(",") if name.strip()))
    parameters.check(parameters.Parameters(run.country, as_of=as_of, peers=run.peers))
    if run.country == OWN_COUNTRY and not run.is_the_book:
        click.echo(f"With these peers or editions it is another book: it goes to {run.shown_root}")
    with alone():
        bring_up_to_date(run)
    click.echo(f"The site is in {run.html / 'index.html'}")


@cli.command()
def site() -> None:
    """Render what is in book/, without running a chapter."""
    from strategybook.alone import alone
    from strategybook.pipeline.build import render

    run = Run()
    with alone():
        render(run)
    click.echo(f"The site is in {run.html / 'index.html'}")


@cli.command()
def check() -> None:
    """Make everything again from nothing and compare it byte by byte with what is here."""
    from strategybook.pipeline.remake import compare

    different = compare()
    if different:
        lines = [f"  {line}" for line in different]
        raise InputError("strategybook check", "book.differs", number=len(different), lines=lines)
    click.echo("Everything committed is what code and data give, byte by byte.")


@cli.command()
@click.argument("what", nargs=-1, metavar="[INDICATOR]...")
@click.option("--format", "kind", default="parquet", type=click.Choice(["parquet", "csv", "xlsx"]))
@click.option("--as-of", default=None, help="latest, strategy or a year; all editions without it.")
@click.option("--countries", default=None, help="Codes or names, by commas; all without it.")
@click.option("--to", default=None, type=click.Path(path_type=Path), help="Another file to write.")
def panel(
    what: tuple[str, ...], kind: str, as_of: str | None, countries: str | None, to: Path | None
) -> None:
    """Write every country's figures, of some indicators or all, as one tidy table."""
    from strategybook import panel as every
    from strategybook import paths
    from strategybook.alone import alone

    named = [name.strip() for name in countries.split(",")] if countries else None
    file = to or paths.PROCESSED / f"panel.{kind}"
    with alone():
        table = every.load(what or None, as_of=as_of, countries=named)
        every.write(table, file)
    click.echo(f"{len(table):,} rows are in {paths.shown(file)}")


@cli.command()
@click.argument("date")
def issue(date: str) -> None:
    """Freeze the forecasts of data/processed with the DATE of a release, such as 2026-11-25."""
    from strategybook.alone import alone
    from strategybook.forecast import issued

    with alone():
        file = issued.issue(date)
    click.echo(f"Issued as {file}; it is never changed again.")


@cli.command()
@click.option("--base", default="main", help="Branch, tag or commit to compare with.")
def review(base: str) -> None:
    """Show which numbers of the committed tables, and which exhibits, differ from a commit."""
    from strategybook.pipeline.review import report

    click.echo(report(base))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a mistake of the user's is one sentence and exit status 2."""
    started = time.monotonic()
    errors.speak_as_the_machine()
    environment.fix()
    try:
        cli(arguments, standalone_mode=False)
    except UserError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except click.Abort:  # Ctrl-C
        click.echo("Stopped; nothing is half written.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    click.echo(f"Done in {time.monotonic() - started:.1f} s.")


if __name__ == "__main__":
    main()
