"""Findings about answers of providers to the question whether their offers still hold."""

from __future__ import annotations

from geo.importing.finding_kind import Finding
from geo.report import Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

FINDINGS_OF_RETURNS: dict[str, Finding] = {
    "rueckmeldung": Finding(
        _INFO,
        "Die Datei ist eine Rückmeldung zur Ebene „{title}“. Angebote der Ebene, die nicht darin "
        "stehen, bleiben, wie sie sind: {others}.",
    ),
    "rueckmeldung_offen": Finding(
        _INFO,
        "„Stimmt noch?“ ist nicht beantwortet; das Angebot bleibt, wie es ist.",
        "Bitte bei Bedarf beim Träger nachfragen.",
    ),
    "rueckmeldung_ohne_antwort": Finding(
        _WARNING,
        "Die Zeile ist geändert, aber „Stimmt noch?“ ist nicht beantwortet; die Änderung ist "
        "nicht übernommen.",
        "Bitte „geändert“ eintragen, wenn sie gelten soll.",
    ),
    "rueckmeldung_unklar": Finding(
        _WARNING,
        "„{word}“ ist keine Antwort auf „Stimmt noch?“; das Angebot bleibt, wie es ist.",
        "Bitte „ja“, „nein“ oder „geändert“ eintragen.",
    ),
    "bestaetigt_heute": Finding(
        _INFO,
        "Es steht kein Tag der Bestätigung da, der sich lesen lässt und nicht in der Zukunft "
        "liegt; eingetragen ist der Tag des Ladens, {day}.",
    ),
    "ja_mit_aenderung": Finding(
        _INFO, "„ja“ ist eingetragen, aber geändert ist: {columns}. Das ist übernommen."
    ),
    "geaendert_ohne_aenderung": Finding(
        _WARNING,
        "„geändert“ ist eingetragen, aber nichts ist anders als in der verschickten Datei; das "
        "Angebot gilt als bestätigt.",
        "Bitte beim Träger nachfragen, was sich geändert hat.",
    ),
    "angebot_geschlossen": Finding(
        _WARNING,
        "Gemeldet ist: Das Angebot gibt es nicht mehr. Mit dem Veröffentlichen entfällt es.",
        "Soll es bleiben, bitte die Zeile in der Datei löschen und neu laden.",
    ),
    "angebot_gemeldet": Finding(
        _INFO, "Die Zeile hat keine Kennung; sie gilt als neues Angebot des Trägers."
    ),
    "angebot_schon_da": Finding(
        _ERROR,
        "Die Zeile hat keine Kennung, und ein Angebot dieses Namens und dieser Anschrift gibt es "
        "schon; sie ist nicht übernommen.",
        "Bitte die vorhandene Zeile beantworten.",
    ),
    "kennung_entfallen": Finding(
        _ERROR,
        "Ein Angebot mit der Kennung „{key}“ gibt es in der Ebene nicht oder nicht mehr; die "
        "Zeile ist nicht übernommen.",
        "Bitte eine neue Datei für den Träger holen.",
    ),
    "andere_ebene": Finding(
        _ERROR,
        "Die Zeile gehört zu einer anderen Ebene („{other}“); sie ist nicht übernommen.",
        "Bitte jede Datei so zurückschicken, wie sie kam.",
    ),
    "zweimal_beantwortet": Finding(
        _ERROR,
        "Das Angebot ist schon in Zeile {first} beantwortet; diese Zeile ist nicht übernommen.",
        "Bitte jedes Angebot nur einmal beantworten.",
    ),
    "pruefwert_fehlt": Finding(
        _WARNING,
        "Der Prüfwert der Zeile fehlt oder ist beschädigt; als geändert gilt jede ausgefüllte "
        "Angabe, die von der Ebene abweicht.",
        "Bitte vor dem Veröffentlichen die Änderungen ansehen.",
    ),
}
