"""The commands, each a few lines over the desk."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from detente.cli import asking, bringing, deciding, doctor, upkeep, watching
from detente.errors import DetenteError, UsageError

#: What a command interrupted from the keyboard exits with.
_STOPPED = 130

app = typer.Typer(
    name="detente",
    help="Reads news dispatches about negotiations and keeps the sourced state of play.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (bringing, watching, asking, deciding, upkeep, doctor):
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
_register_optional("demo", "detente.cli.demo")
_register_optional("serve", "detente.cli.serving")


def _version(wanted: bool) -> None:
    if wanted:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and leave."),
    names: str | None = typer.Option(
        None, metavar="PROFILE", help="Names of disputed and renamed places and parties: neutral, un, iso or as-written. [neutral]"
    ),
) -> None:
    """Reads news dispatches about negotiations and keeps the sourced state of play."""
    from detente.settings import names_profile
    from detente.views import naming

    context.with_resource(naming.names(names_profile(names) or naming.DEFAULT))


def main(arguments: list[str] | None = None) -> None:
    """Run a command; exits with 0 (done), 1 (failed) or 2 (wrong use)."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run a command and give the exit code."""
    try:
        result = app(arguments, standalone_mode=False)
    except typer.TyperException as error:
        _complain(error)
        return error.exit_code
    except DetenteError as error:
        typer.echo(f"detente: {error}", err=True)
        return 2 if isinstance(error, UsageError) else 1
    if result == _STOPPED:
        typer.echo("detente: stopped. What was kept stays kept; run the same command again to go on.", err=True)
    return result if isinstance(result, int) else 0


def _complain(error: typer.TyperException) -> None:
    """Say in a sentence how a command was used wrongly; a command that was given nothing shows its help."""
    message = error.format_message()
    if "\n" in message:
        typer.echo(message, err=True)
        return
    context = getattr(error, "ctx", None)
    hint = f" See `{context.command_path} --help`." if context is not None else ""
    typer.echo(f"detente: {message.rstrip('.')}.{hint}", err=True)


__all__ = ["app", "main", "run"]
