"""Load official house coordinates, and try what they find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import Invocation, json_option
from cli.output import print_json

if TYPE_CHECKING:
    from geo.geocoding import AddressMatch
    from geo.usecases.instance import Instance
    from geo.usecases.load_addresses import Found, Loaded

_KINDS = {
    "house": "genau dieses Haus",
    "neighbour": "das nächste Haus; die Hausnummer ist nicht verzeichnet",
    "street": "die Straße",
    "place": "nur der Ort",
}


@click.group()
def addresses() -> None:
    """Amtliche Hauskoordinaten laden und ausprobieren."""


@addresses.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="Zuordnung der Spalten."
)
@click.option("--source", default="", help="Quellenvermerk, der unter der Karte steht.")
@click.option("--licence", default="", help="Lizenz der Daten, etwa dl-de/by-2-0.")
@json_option
@click.pass_obj
def load(
    invocation: Invocation,
    file: Path,
    *,
    mapping: Path | None,
    source: str,
    licence: str,
    as_json: bool,
) -> None:
    """Ein Adressregister laden; es ersetzt das bisherige.

    FILE enthält Hauskoordinaten der AdV oder ist eine CSV-Tabelle mit Spaltennamen; auch .gz und
    .zip.
    """
    from geo.geocoding.register_files import RegisterMapping
    from geo.usecases.load_addresses import load as load_register

    columns = RegisterMapping.read(mapping) if mapping else None
    done = load_register(_open(invocation), file, columns, source=source, licence=licence)
    if as_json:
        print_json(_loaded_to_json(done))
    else:
        _tell_loaded(done)


@addresses.command()
@click.argument("text")
@json_option
@click.pass_context
def find(ctx: click.Context, text: str, *, as_json: bool) -> None:
    """Eine Anschrift suchen, etwa „Musterweg 5, 14513 Teltow“."""
    from geo.usecases.load_addresses import find as find_address

    found = find_address(_open(ctx.obj), text)
    if as_json:
        print_json(_found_to_json(found))
    else:
        _tell_found(found)
    ctx.exit(0 if found.match is not None and not found.match.ambiguous else 1)


def _open(invocation: Invocation) -> Instance:
    from geo.usecases.create_instance import create_instance
    from geo.usecases.settings import load_settings

    return create_instance(load_settings(invocation.folder))


def _tell_loaded(done: Loaded) -> None:
    from geo.numbers import german_number as number

    state = done.state
    click.echo(
        f"{state.file_name}: {number(done.read)} Zeilen gelesen, {number(state.houses)} Adressen "
        f"in {number(state.streets)} Straßen geladen."
    )
    if done.outside:
        click.echo(f"Weit außerhalb des Kreises, nicht geladen: {number(done.outside)}.")
    if done.repeated:
        click.echo(f"Mehrmals genannt, einmal geladen: {number(done.repeated)}.")
    for reason, count in done.skipped.items():
        click.echo(f"Übergangen ({reason}): {number(count)}.")
    if not state.source:
        click.echo("Ohne Quellenvermerk geladen; --source und --licence nennen ihn.")


def _tell_found(found: Found) -> None:
    match = found.match
    if match is None:
        click.echo("Nicht gefunden: Weder die Straße noch der Ort steht im Adressregister.")
    elif match.ambiguous:
        click.echo("Nicht eindeutig. Gemeint sein kann:")
        for candidate in match.candidates:
            click.echo(f"  {candidate}")
    else:
        click.echo(f"{match.label}: {_KINDS[match.kind]}")
        click.echo(f"Breite {match.lat:.6f}, Länge {match.lon:.6f}, Güte {match.score:.2f}")
        for remark in _remarks(match, found.address.street):
            click.echo(remark)


def _remarks(match: AddressMatch, street: str) -> list[str]:
    from geo.geocoding import is_po_box

    remarks = {
        "Ein Postfach liegt nirgends.": is_po_box(street),
        "Die Postleitzahl passt nicht dazu.": not match.postcode_fits,
        "Den Ort kennt das Register nicht; gesucht wurde nach der Postleitzahl.": (
            not match.place_fits
        ),
        "Die Schreibweise weicht ab.": match.corrected and match.place_fits,
    }
    return [text for text, applies in remarks.items() if applies]


def _loaded_to_json(done: Loaded) -> dict[str, Any]:
    state = done.state
    return {
        "file": state.file_name,
        "read": done.read,
        "houses": state.houses,
        "streets": state.streets,
        "outside": done.outside,
        "repeated": done.repeated,
        "skipped": dict(done.skipped),
        "source": state.source,
        "licence": state.licence,
        "loaded_at": state.loaded_at.isoformat(),
    }


def _found_to_json(found: Found) -> dict[str, Any]:
    match = found.match
    return {
        "street": found.address.street,
        "postcode": found.address.postcode,
        "place": found.address.place,
        "match": None
        if match is None
        else {
            "kind": match.kind,
            "label": match.label,
            "lat": match.lat,
            "lon": match.lon,
            "location_quality": match.quality.value,
            "score": match.score,
            "corrected": match.corrected,
            "postcode_fits": match.postcode_fits,
            "place_fits": match.place_fits,
            "candidates": list(match.candidates),
        },
    }
