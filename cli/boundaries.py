"""Build the boundaries of a county from an official file, and prove them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import json_option
from cli.output import print_json

if TYPE_CHECKING:
    from geo.boundaries import BoundaryCheck, LevelCheck


@click.group()
def boundaries() -> None:
    """Grenzen eines Landkreises erzeugen und prüfen."""


@boundaries.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--ars", required=True, help="Anfang des Regionalschlüssels, etwa 12345.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Zielordner; sonst boundaries im Ordner von --config oder im aktuellen.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Ordner mit county.toml, gemeinden.csv und sozialraeume.csv.",
)
@click.option("--product", help="Name und Stand der Daten; sonst der Dateiname.")
@click.option("--licence", default="", help="Lizenz der Daten, etwa dl-de/by-2-0.")
@click.option("--attribution", help="Quellenvermerk, der unter der Karte steht.")
@click.option("--url", default="", help="Adresse der Lizenz oder der Daten.")
@click.option("--date", default="", help="Stand der Daten, etwa 2025-01-01.")
@json_option
@click.pass_context
def build(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    source: Path,
    *,
    ars: str,
    out: Path | None,
    config: Path | None,
    product: str | None,
    licence: str,
    attribution: str | None,
    url: str,
    date: str,
    as_json: bool,
) -> None:
    """Aus einer amtlichen Datei (VG250, VG25, ALKIS) die vier Ebenen erzeugen.

    SOURCE ist ein GeoPackage, ein Shapefile (zip) oder GeoJSON mit den Gemeinden.
    """
    from geo.boundaries import Provenance
    from geo.usecases.build_boundaries import build_boundaries

    product = product or source.name
    built = build_boundaries(
        source,
        ars=ars,
        out=out or (config or Path()) / "boundaries",
        config=config,
        provenance=Provenance(
            source=product,
            licence=licence,
            attribution=attribution or f"Grenzen: {product}",
            url=url,
            date=date,
        ),
    )
    notes = [*built.notes, *([] if attribution else [_WITHOUT_ATTRIBUTION])]
    if as_json:
        files = [str(file) for file in built.files]
        print_json({"files": files, "notes": notes, **_to_json(built.check)})
    else:
        for line in (*map(str, built.files), *notes, *_to_text(built.check)):
            click.echo(line)
    ctx.exit(0 if built.check.ok else 1)


@boundaries.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path | None, *, as_json: bool) -> None:
    """Anzahl, Abdeckung, Schachtelung und Flächen der Grenzen in FOLDER prüfen.

    Ohne FOLDER werden die mitgelieferten Grenzen geprüft.
    """
    from geo.usecases.build_boundaries import check_boundaries

    result = check_boundaries(folder)
    if as_json:
        print_json(_to_json(result))
    else:
        click.echo("\n".join(_to_text(result)))
    ctx.exit(0 if result.ok else 1)


_WITHOUT_ATTRIBUTION = (
    "Ohne --attribution steht nur der Dateiname als Quelle unter der Karte; amtliche Daten "
    "verlangen einen Quellenvermerk."
)


def _to_json(result: BoundaryCheck) -> dict[str, Any]:
    return {"ok": result.ok, "levels": [level.to_dict() for level in result.levels]}


def _to_text(result: BoundaryCheck) -> list[str]:
    findings = [f"Befund: {text}" for level in result.levels for text in level.findings]
    notes = [f"Hinweis: {level.note}" for level in result.levels if level.note]
    verdict = "Alle Ebenen sind in Ordnung." if result.ok else f"{len(findings)} Befunde."
    return [*(_line(level) for level in result.levels), *notes, *findings, verdict]


def _line(level: LevelCheck) -> str:
    expected = "" if level.expected is None else f" von {level.expected}"
    coverage = "Lücken oder Überlappungen" if level.invalid else "lückenlos"
    nesting = "nicht genau die Summe der Teile" if level.not_nested else "genau geschachtelt"
    return (
        f"{level.level.value:<11}{level.count:>4}{expected}, {coverage}, {nesting}, {_size(level)}"
    )


def _size(level: LevelCheck) -> str:
    if level.largest_deviation is None:
        return "keine amtlichen Flächen"
    percent = f"{100 * level.largest_deviation:+.2f}".replace(".", ",").replace("-", "−")
    return f"größte Abweichung der Fläche {percent} % ({level.largest_area})"
