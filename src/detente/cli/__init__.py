"""The commands, each a few lines over the desk."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click
import typer

from detente.cli import asking, bringing, deciding, doctor
from detente.errors import DetenteError, UsageError

app = typer.Typer(
    name="detente",
    help="Reads news dispatches about negotiations and keeps the sourced state of play.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (bringing, asking, deciding, doctor):
    module.register(app)


def _register_optional(name: str, module: str) -> None:
    """Take in a group of commands from a module that may not be there; it gives `app` (a Typer) or `command` (a function)."""
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and module.startswith(error.name):
            return
        raise
    if hasattr(found, "app"):
        app.add_typer(found.app, name=name)
    elif hasattr(found, "command"):
        app.command(name)(found.command)


_register_optional("evaluate", "detente.evaluate.cli")
_register_optional("demo", "detente.demo")


def _version(wanted: bool) -> None:
    if wanted:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and leave.")) -> None:
    """Reads news dispatches about negotiations and keeps the sourced state of play."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; exits with 0 (done), 1 (failed) or 2 (wrong use)."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run a command and give the exit code."""
    try:
        result = app(arguments, standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort:
        typer.echo("Stopped. What was kept stays kept; run the same command again to go on.", err=True)
        return 130
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f" See `{context.command_path} --help`." if context is not None else ""
        typer.echo(f"detente: {error.format_message().rstrip('.')}.{hint}", err=True)
        return 2
    except DetenteError as error:
        typer.echo(f"detente: {error}", err=True)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); a second complaint at exit would help nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


__all__ = ["app", "main", "run"]
