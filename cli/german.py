"""German words for what click says by itself."""

from __future__ import annotations

import click

_WORDS = {
    "(dynamic)": "(wird ermittelt)",
    "Aborted!": "Abgebrochen.",
    "Argument {name!r} takes {nargs} values.": "„{name}“ braucht {nargs} Angaben.",
    "Choice({choices})": "Auswahl({choices})",
    "Choose from:\n\t{choices}": "Zur Wahl stehen:\n\t{choices}",
    "Commands": "Befehle",
    "Could not open file {filename!r}: {message}": "„{filename}“ geht nicht auf: {message}",
    "Did you mean {possibility}?": "Gemeint ist vielleicht {possibility}.",
    "(Did you mean one of: {possibilities}?)": "Gemeint ist vielleicht: {possibilities}.",
    "Error: {message}": "Fehler: {message}",
    "Got unexpected extra argument ({args})": "Diese Angabe ist zu viel: {args}.",
    "Got unexpected extra arguments ({args})": "Diese Angaben sind zu viel: {args}.",
    "Invalid start character for option ({option})": "So beginnt keine Option: {option}.",
    "Invalid value for {param_hint}: {message}": "Falscher Wert für {param_hint}: {message}",
    "Invalid value: {message}": "Falscher Wert: {message}",
    "Missing argument": "Es fehlt die Angabe",
    "Missing command.": "Es fehlt der Befehl.",
    "Missing option": "Es fehlt die Option",
    "Missing parameter": "Es fehlt die Angabe",
    "Missing parameter: {param_name}": "Es fehlt die Angabe: {param_name}",
    "Missing {param_type}": "Es fehlt: {param_type}",
    "No such command {name!r}.": "Den Befehl „{name}“ gibt es nicht.",
    "No such option {name!r}.": "Die Option „{name}“ gibt es nicht.",
    "Option {name!r} does not take a value.": "Nach „{name}“ steht kein Wert.",
    "Option {name!r} requires an argument.": "Nach „{name}“ fehlt der Wert.",
    "Option {name!r} requires {nargs} arguments.": "Nach „{name}“ stehen {nargs} Werte.",
    "Options": "Optionen",
    "Positional arguments": "Angaben",
    "Show this message and exit.": "Diese Hilfe zeigen.",
    "Takes {nargs} values but 1 was given.": "Gebraucht werden {nargs} Werte, da ist einer.",
    "Takes {nargs} values but {len} were given.": "Gebraucht werden {nargs} Werte, da sind {len}.",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "Usage:": "Aufruf:",
    "default: {default}": "sonst: {default}",
    "deprecated": "veraltet",
    "directory": "Ordner",
    "env var: {var}": "Umgebung: {var}",
    "file": "Datei",
    "path": "Pfad",
    "unknown error": "unbekannter Fehler",
    "{len_type} values are required, but {len_value} was given.": (
        "Gebraucht werden {len_type} Werte, da ist einer."
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "Gebraucht werden {len_type} Werte, da sind {len_value}."
    ),
    "{name} {filename!r} does not exist.": "„{filename}“ gibt es nicht.",
    "{name} {filename!r} is a directory.": "„{filename}“ ist ein Ordner.",
    "{name} {filename!r} is a file.": "„{filename}“ ist eine Datei.",
    "{name} {filename!r} is not executable.": "„{filename}“ ist nicht ausführbar.",
    "{name} {filename!r} is not readable.": "„{filename}“ ist nicht lesbar.",
    "{name} {filename!r} is not writable.": "„{filename}“ ist nicht beschreibbar.",
    "{value!r} does not match the format {format}.": "„{value}“ hat nicht die Form {format}.",
    "{value!r} does not match the formats {formats}.": "„{value}“ hat keine Form aus {formats}.",
    "{value!r} is not a valid UUID.": "„{value}“ ist keine UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "„{value}“ ist weder ja noch nein; verstanden werden {states}."
    ),
    "{value!r} is not a valid {number_type}.": "„{value}“ ist keine passende Zahl.",
    "{value!r} is not one of {choices}.": "„{value}“ gehört nicht zu {choices}.",
    "{value!r} is not {choice}.": "„{value}“ ist nicht {choice}.",
    "{value} is not in the range {range}.": "{value} liegt nicht im Bereich {range}.",
}


def translate(message: str) -> str:
    """Return a message of click in German; one for programmers stays as it is."""
    return _WORDS.get(message, message)


def translate_plural(singular: str, plural: str, number: int) -> str:
    """Return the German message for one or for several."""
    return translate(singular if number == 1 else plural)


def speak_german() -> None:
    """Let click look up its words here.

    It asks gettext under these two names, and gettext could answer only from a compiled
    catalogue for the language that the terminal is set to.
    """
    words = {"_": translate, "ngettext": translate_plural}
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        known = vars(module)
        known.update({name: word for name, word in words.items() if name in known})
