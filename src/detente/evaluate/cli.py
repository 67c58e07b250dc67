"""`detente evaluate`: the gold measurement, its floors, and the public yardsticks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Score the reader on gold and on public sets.", invoke_without_command=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _say(text: str) -> None:
    typer.echo(text)


def _tell(text: str) -> None:
    typer.echo(f"evaluate: {text}", err=True)


@app.callback()
def gold(
    context: typer.Context,
    folders: Annotated[
        Path | None, typer.Option("--gold", metavar="FOLDER", help="A gold folder, or a folder of them. [those that ship]")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Fail where a figure is below its floor.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Pin the figures as floors.")] = False,
    reason: Annotated[str, typer.Option(help="Why a floor is lowered; write it into CHANGELOG.md too.")] = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, markdown or json.")] = "text",
) -> None:
    """Read the gold dispatches, reconcile them in one store, and score both against the answers."""
    if context.invoked_subcommand is not None:
        return
    from detente.errors import UsageError
    from detente.evaluate import floors, goldset, runner, tables
    from detente.reading.parse import model_name

    if format not in ("text", "markdown", "json"):
        raise UsageError(f"there is no format {format!r} here", todo="Use text, markdown or json")
    if folders is not None and (check or update):
        raise UsageError("floors are kept for the gold set that ships only", todo="Leave out --gold, or --check and --update")
    figures = runner.measure(goldset.folders(folders) if folders else goldset.folders(), tell=_tell)
    model = model_name()
    _say(
        json.dumps(figures, ensure_ascii=False)
        if format == "json"
        else tables.markdown(figures)
        if format == "markdown"
        else tables.text(figures)
    )
    if update:
        for line in floors.pin(figures, model, reason=reason):
            _tell(f"pinned {line}")
    if check:
        faults = floors.check(figures, model)
        for fault in faults:
            _tell(fault)
        if faults:
            raise typer.Exit(1)
        _tell(f"no figure is below its floor ({model})")


CheckoutArgument = Annotated[Path, typer.Argument(metavar="PATH", help="A checkout of the public set (none of it ships with Détente).")]


def _show(result: Any) -> None:
    from detente.model import plain

    _say(json.dumps(plain(result), indent=1, ensure_ascii=False))


@app.command()
def polnear(checkout: CheckoutArgument, split: Annotated[str, typer.Option(help="train, dev or test.")] = "dev") -> None:
    """Attribution on PolNeAR (networkdynamics/PolNeAR): who said what, by which words."""
    from detente.evaluate import polnear as yardstick

    _show(yardstick.run(checkout, split))


@app.command()
def timex(folder: CheckoutArgument) -> None:
    """Time expressions on a folder of TimeML files (TimeBank, AQUAINT)."""
    from detente.evaluate import timex as yardstick

    _show(yardstick.run(folder))


@app.command()
def metonymy(path: CheckoutArgument) -> None:
    """Place or government on a file of ReLocaR or SemEval-2007."""
    from detente.evaluate import places

    _show(places.run_metonymy(path))


@app.command()
def geoparsing(path: CheckoutArgument) -> None:
    """Places resolved on a corpus file of the Pragmatic Guide (TR-News, LGL, GeoVirus)."""
    from detente.evaluate import places

    _show(places.run_geoparsing(path))
