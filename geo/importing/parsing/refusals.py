"""Every reason to refuse a whole file, with its German sentence.

A refused file leaves nothing behind: no table, no report, no layer.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import InputError, LimitExceeded, UnreadableFile
from geo.numbers import german_number

_ACCEPTED = (
    "Bitte als CSV, Excel (.xlsx), OpenDocument (.ods), GeoJSON, GeoPackage, Shapefile (.zip), "
    "KML, GPX oder GML senden."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: the sentence, and whether a limit was hit."""

    message: str
    error: type[InputError] = UnreadableFile


def _is(kind: str, remedy: str) -> Refusal:
    return Refusal(f"Die Datei „{{file}}“ ist {kind}. {remedy}")


def _limit(reason: str, remedy: str) -> Refusal:
    return Refusal(f"Die Datei „{{file}}“ {reason}. {remedy}", LimitExceeded)


REFUSALS: dict[str, Refusal] = {
    # nothing to read, too much to read
    "leer": _is("leer", "Bitte eine Datei mit Inhalt senden."),
    "ohne_zeilen": Refusal(
        "Die Datei „{file}“ enthält keine Datenzeilen. Bitte eine Tabelle mit Spaltennamen und "
        "mindestens einer Zeile senden."
    ),
    "tabelle_quer": Refusal(
        "In der Datei „{file}“ stehen die Spaltennamen untereinander statt nebeneinander. "
        "Bitte die Tabelle in Excel kopieren und mit „Inhalte einfügen – Transponieren“ drehen."
    ),
    "nicht_gefunden": Refusal(
        "Die Datei „{file}“ gibt es nicht oder sie ist nicht lesbar. Bitte den Namen prüfen."
    ),
    "zu_gross": _limit("ist größer als {limit}", "Bitte in mehrere Dateien aufteilen."),
    "zu_viele_zeilen": _limit(
        "hat mehr als {limit} Zeilen",
        "Bitte in mehrere Dateien aufteilen und leere Zeilen löschen.",
    ),
    "zu_viele_spalten": _limit(
        "hat mehr als {limit} Spalten", "Bitte nur die gebrauchten Spalten senden."
    ),
    "zu_viele_stuetzpunkte": _limit(
        "hat mehr als {limit} Stützpunkte in einer Ebene",
        "Bitte die Geometrien im GIS vereinfachen oder durch Punkte ersetzen.",
    ),
    "zelle_zu_lang": _limit(
        "hat in Zeile {row} eine Zelle mit mehr als {limit} Zeichen", "Bitte den Text kürzen."
    ),
    "zu_aufwendig": _limit(
        "ist zu aufwendig: das Lesen brauchte zu viel Zeit oder Speicher",
        "Bitte vereinfachen oder in mehrere Dateien aufteilen.",
    ),
    "absturz": Refusal(
        "Die Datei „{file}“ ist beschädigt: das Lesen brach ab. "
        "Bitte neu speichern und noch einmal senden."
    ),
    # another format
    "excel_uralt": _is(
        "eine Excel-Datei aus der Zeit vor 1995 (Excel 2 bis 4)",
        "Bitte in Excel oder LibreOffice als .xlsx speichern.",
    ),
    "excel_xml2003": _is(
        "eine Excel-Tabelle im XML-Format von 2003", "Bitte in Excel als .xlsx speichern."
    ),
    "kennwort": _is(
        "mit einem Kennwort geschützt",
        "Bitte in Excel oder LibreOffice den Schutz entfernen und neu speichern.",
    ),
    "excel_binaer": _is("eine binäre Excel-Datei (.xlsb)", "Bitte in Excel als .xlsx speichern."),
    "excel_streng": _is(
        "im Excel-Format „Strict Open XML“ gespeichert",
        "Bitte in Excel als „Excel-Arbeitsmappe (.xlsx)“ speichern.",
    ),
    "office_alt": _is("ein altes Office-Dokument", "Bitte die Tabelle als .xlsx speichern."),
    "word": _is(
        "ein Word-Dokument", "Bitte die Tabelle in Excel kopieren und als .xlsx speichern."
    ),
    "powerpoint": _is("eine Präsentation", _ACCEPTED),
    "opendocument": _is(
        "ein OpenDocument (LibreOffice), aber keine gepackte Tabelle",
        "Bitte dort als Tabelle (.ods) speichern.",
    ),
    "numbers": _is(
        "eine Numbers-Tabelle (Apple)", "Bitte in Numbers als Excel-Datei (.xlsx) exportieren."
    ),
    "pdf": _is("ein PDF", "Bitte die Tabelle senden, aus der es gemacht wurde (Excel oder CSV)."),
    "bild": _is("ein Bild", _ACCEPTED),
    "archiv": _is("ein Archiv, das nicht gelesen wird", _ACCEPTED),
    "programm": _is("ein Programm", _ACCEPTED),
    "html": _is(
        "eine Webseite (HTML)", "Bitte die Tabelle in Excel öffnen und als .xlsx speichern."
    ),
    "shp_allein": _is(
        "nur ein Teil eines Shapefiles",
        "Bitte .shp, .shx, .dbf und .prj zusammen in eine Zip-Datei packen.",
    ),
    "dbf_allein": _is(
        "nur die Sachtabelle (.dbf) eines Shapefiles",
        "Bitte .shp, .shx, .dbf und .prj zusammen in eine Zip-Datei packen.",
    ),
    "xml": _is("eine XML-Datei, aber weder KML noch GPX noch GML", _ACCEPTED),
    "json": _is("eine JSON-Datei, aber weder Geodaten noch eine Liste von Einträgen", _ACCEPTED),
    "binaer": _is("in keinem bekannten Format", _ACCEPTED),
    "kein_geopackage": _is("eine SQLite-Datenbank, aber kein GeoPackage", _ACCEPTED),
    "kodierung_unbekannt": Refusal(
        "Die Datei „{file}“ lässt sich nicht als „{encoding}“ lesen, weil es diese Kodierung "
        "nicht gibt. Bitte eine andere wählen, etwa „Windows-1252“."
    ),
    # damaged
    "abgeschnitten": Refusal(
        "Die Datei „{file}“ ist unvollständig oder beschädigt{where}. "
        "Bitte neu speichern und noch einmal senden."
    ),
    "anfuehrungszeichen": Refusal(
        "In der Datei „{file}“ fehlt das schließende Anführungszeichen eines Textes, der in "
        "Zeile {row} beginnt. Bitte die Zeile berichtigen."
    ),
    "formeln_ohne_wert": Refusal(
        "In der Datei „{file}“ haben alle Formeln keinen gespeicherten Wert und sonst ist nichts "
        "da. Bitte in Excel öffnen und speichern oder als Werte einfügen."
    ),
    # contents that could reach beyond the file
    "verweist_nach_aussen": Refusal(
        "Die Datei „{file}“ enthält {what}; solche Dateien werden nicht gelesen. "
        "Bitte die Daten selbst senden, nicht einen Verweis."
    ),
    "nur_verweise": Refusal(
        "Die Datei „{file}“ enthält nur Verweise auf Daten an anderer Stelle (NetworkLink). "
        "Bitte die Orte selbst als KML oder KMZ speichern und senden."
    ),
    "datenbank_fremd": Refusal(
        "Das GeoPackage „{file}“ enthält {what}; solche Dateien werden nicht gelesen. "
        "Bitte die Ebene im GIS in ein neues GeoPackage speichern."
    ),
    # archives
    "zip_beschaedigt": _is(
        "unvollständig oder beschädigt",
        "Bitte neu speichern oder neu packen und noch einmal senden.",
    ),
    "zip_verschluesselt": _is("ein verschlüsseltes Zip-Archiv", "Bitte ohne Kennwort packen."),
    "zip_bombe": _limit(
        "ist entpackt zu groß (erlaubt sind {limit} und {ratio}-fache Verdichtung)",
        "Bitte weniger auf einmal senden.",
    ),
    "zip_zu_viele": _limit(
        "ist ein Archiv mit mehr als {limit} Dateien", "Bitte nur ein Shapefile je Archiv packen."
    ),
    "zip_geschachtelt": _is(
        "ein Archiv, das weitere Archive enthält",
        "Bitte die Liste oder das Shapefile unmittelbar packen.",
    ),
    "zip_namen": _is(
        "ein Archiv mit unzulässigen Dateinamen oder Verknüpfungen",
        "Bitte die Dateien ohne Ordnerpfade neu packen.",
    ),
    "zip_doppelt": _is("ein Archiv, in dem ein Dateiname doppelt vorkommt", "Bitte neu packen."),
    "zip_ohne_liste": _is(
        "ein Archiv ohne Liste, Shapefile oder KML", "Bitte die Liste selbst senden."
    ),
    "zip_mehrere_listen": _is(
        "ein Archiv mit mehreren Listen ({names})", "Bitte die gewünschte einzeln senden."
    ),
    "ohne_dbf": Refusal(
        "Im Archiv „{file}“ fehlt zu „{name}.shp“ die Datei „{name}.dbf“ mit den Sachdaten. "
        "Bitte .shp, .shx, .dbf und .prj zusammen packen."
    ),
    "shapefile_uneinig": Refusal(
        "Im Archiv „{file}“ passen die Dateien von „{name}“ nicht zusammen (Geometrien: "
        "{shapes}, Datensätze: {records}). Bitte neu aus dem GIS speichern und packen."
    ),
}


class Refused(Exception):  # noqa: N818 - a verdict, turned into an error by whoever knows the name
    """A file is refused for a reason of :data:`REFUSALS`; the file's name is not known here.

    Parameters
    ----------
    reason
        Key of :data:`REFUSALS`.
    **details
        Values of the placeholders of its sentence except ``file``.
    """

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = {key: str(value) for key, value in details.items()}

    def error(self, file_name: str) -> InputError:
        """Return the error with its German sentence.

        Raises
        ------
        KeyError
            If the reason or a placeholder is not in the table.
        """
        refusal = REFUSALS[self.reason]
        return refusal.error(refusal.message.format(file=file_name, **self.details))


def amount(size: int) -> str:
    """Return a size in bytes as German text, such as ``"20 MB"``."""
    return f"{german_number(round(size / 1024 / 1024))} MB"
