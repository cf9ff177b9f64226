"""Meanings of columns and the headers people give them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from geo.spelling import fold


class Role(StrEnum):
    """What a column means."""

    NAME = "name"
    CATEGORY = "category"
    TARGET_GROUPS = "target_groups"
    PROVIDER = "provider"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    HOUSE_NUMBER_SUFFIX = "house_number_suffix"
    POSTCODE = "postcode"
    PLACE = "place"
    DISTRICT = "district"
    ADDRESS = "address"
    LAT = "lat"
    LON = "lon"
    X = "x"
    Y = "y"
    COORDINATES = "coordinates"
    PHONE = "phone"
    EMAIL = "email"
    CONTACT_PERSON = "contact_person"
    WEBSITE = "website"
    NOTE = "note"
    SOURCE = "source"
    AS_OF = "as_of"
    LAST_CONFIRMED = "last_confirmed"
    REACH = "reach"
    SERVICE_AREAS = "service_areas"
    SOZIALRAUM = "sozialraum"
    LOCATION_QUALITY = "location_quality"
    ID = "id"

    @property
    def label(self) -> str:
        """German word of the interface."""
        return _LABELS[self]


_LABELS = {
    Role.NAME: "Name",
    Role.CATEGORY: "Kategorie",
    Role.TARGET_GROUPS: "Zielgruppen",
    Role.PROVIDER: "Träger",
    Role.STREET: "Straße",
    Role.HOUSE_NUMBER: "Hausnummer",
    Role.HOUSE_NUMBER_SUFFIX: "Hausnummernzusatz",
    Role.POSTCODE: "Postleitzahl",
    Role.PLACE: "Ort",
    Role.DISTRICT: "Ortsteil",
    Role.ADDRESS: "Anschrift",
    Role.LAT: "Breite",
    Role.LON: "Länge",
    Role.X: "Ostwert",
    Role.Y: "Nordwert",
    Role.COORDINATES: "Koordinaten",
    Role.PHONE: "Telefon",
    Role.EMAIL: "E-Mail",
    Role.CONTACT_PERSON: "Ansprechperson",
    Role.WEBSITE: "Webseite",
    Role.NOTE: "Hinweis",
    Role.SOURCE: "Quelle",
    Role.AS_OF: "Datenstand",
    Role.LAST_CONFIRMED: "Zuletzt bestätigt",
    Role.REACH: "Erreichbarkeit",
    Role.SERVICE_AREAS: "Einzugsgebiet",
    Role.SOZIALRAUM: "Sozialraum",
    Role.LOCATION_QUALITY: "Lagegenauigkeit",
    Role.ID: "Kennung",
}

# Usual headers, the clearest first. Case, umlauts, blanks and punctuation do not matter.
_HEADERS: dict[Role, str] = {
    Role.NAME: """
        Name der Einrichtung; Name des Angebots; Einrichtungsname; Name Einrichtung; Angebotsname;
        Bezeichnung der Einrichtung; Bezeichnung des Angebots; Name; Einrichtung; Angebot;
        Bezeichnung; Einrichtung/Angebot; Angebot/Einrichtung; Facility; Facility name;
        Institution; Titel; Title; Name der Kita; Kita; Schule; Schulname; Name der Schule;
        Objekt; Objektname; Standortname; Name des Vereins; Vereinsname; Verein; Label;
        Name/Bezeichnung; Name der Pflegeeinrichtung; Name des Pflegedienstes;
        Name der Beratungsstelle; Name des Spielplatzes; Kitaname; Spielplatzname;
        Kindertagesstätte; Kindertageseinrichtung; Kindertagesstätten; Hort; Pflegedienst;
        Pflegeeinrichtung; Pflegeheim; Beratungsstelle; Jugendclub; Jugendklub; Jugendeinrichtung;
        Spielplatz; Sportstätte; Begegnungsstätte; Projekt; Praxis; Firma;
        Einrichtung Name; Angebot Name; Name 1; Name1; Einrichtungsbezeichnung; Objektbezeichnung;
        Bez.; Langname; Bezeichnung lang; Name lang; Name normalisiert; Schulbezeichnung;
        Dienststelle; Angebotstitel; Apotheke; Krankenhaus; Klinik; Bibliothek; Museum; Kirche;
        Seniorenheim; Tafel; Ausgabestelle; Gruppe; Gruppenname; Selbsthilfegruppe;
        Standortbezeichnung; Treffpunkt
        """,
    Role.CATEGORY: """
        Kategorie; Kategorie ID; Category; Art der Einrichtung; Einrichtungsart; Angebotsart;
        Art des Angebots; Einrichtungstyp; amenity; Typ; Type; Kategorien; Angebotstyp; Rubrik;
        Bereich; Leistungsart; Schulform; Schulart; Unterkategorie; Kita-Art; Kategoriename;
        Kategoriebezeichnung; Versorgungsart; Pflegeart; Spielplatzart; Objektart; Objekttyp;
        Nutzungsart; Einrichtungsform; Sparte; Schultyp; Kitatyp; Betreuungsart; Betreuungsform;
        Themenfeld; Gattung; Art; Fachgebiet;
        Fachrichtung
        """,
    Role.TARGET_GROUPS: "Zielgruppen; Zielgruppe; Zielgruppe(n); Target groups; Target group; "
    "Für wen; Adressaten; Adressatenkreis; Personenkreis; Angebot für; Nutzergruppe; Nutzergruppen",
    Role.PROVIDER: """
        Träger; Name des Trägers; Träger der Einrichtung; Trägername; Einrichtungsträger; Anbieter;
        Provider; Operator; Betreiber; Organisation; Organization; Trägerschaft; Maßnahmeträger;
        Schulträger; Kitaträger; Träger Bezeichnung; Trägerbezeichnung; Träger/Betreiber;
        Betreiber/Träger; Rechtsträger; Leistungserbringer; Veranstalter; Name Träger; Träger Name
        """,
    Role.STREET: """
        Straße; Straße und Hausnummer; Straße, Hausnummer; Straße Hausnummer; Straße/Hausnummer;
        Straße Nr.; Straße/Nr.; Straße und Nr.; Straße, Nr.; Str.; Str; Straßenname; Street;
        Straße Hausnr.; Str./Nr.; Str., Nr.; Str. Nr.; Straße + Hausnummer; Straße u. Hausnummer;
        STRNAME; Strassenbezeichnung; Straße Name; Straße HNR; Straße/HNR; Straße mit Hausnummer;
        Str. + Nr.; Str. u. Nr.; Straße + Nr.; Straße u. Nr.; Straße und Hausnr.; Straße, Hausnr.;
        Straße/Hausnr.; Straße + Hausnr.; Straßenadresse; Str. Hausnr.; Straße, Haus-Nr.
        """,
    Role.HOUSE_NUMBER: "Hausnummer; Hausnr.; Haus-Nr.; HNR; HSNR; House number; Housenumber; "
    "Haus-Nummer; Nr.; Nummer; Hausnummer mit Zusatz; HNR mit Zusatz",
    Role.HOUSE_NUMBER_SUFFIX: "Hausnummernzusatz; Hausnummerzusatz; Hausnr.-Zusatz; HNR-Zusatz; "
    "HNRZ; HsNr-Zusatz; Zusatz; Adresszusatz Hausnummer",
    Role.POSTCODE: "PLZ; Postleitzahl; Postcode; ZIP; ZIP code; Postal code; addr:postcode; "
    "PLZ5; Postzustellbezirk; Postleitzahlen; PLZ (5-stellig)",
    Role.PLACE: """
        Ort; PLZ Ort; PLZ/Ort; PLZ und Ort; PLZ, Ort; Ortsname; Wohnort; Stadt; Gemeinde;
        Gemeindename; Stadt/Gemeinde; Gemeinde/Stadt; City; Town; Municipality; Place; Ortschaft;
        Ort, Ortsteil; Ort/Ortsteil; Gemeinde/Ortsteil; Standortgemeinde;
        Ort/Stadt; Stadt/Ort; PLZ/Stadt; Kommune; Postort; Ort/OT; Ort (Ortsteil); Gemeinde Name;
        Ort/Gemeinde; Gemeinde/Ort
        """,
    Role.DISTRICT: "Ortsteil; OT; Gemeindeteil; Gemeindeteil Name; Ortslage; Stadtteil; Bezirk; "
    "Ortsteilname; Stadtteilname; Stadtbezirk; addr:suburb; District",
    Role.ADDRESS: """
        Anschrift; Adresse; Adresse der Einrichtung; Anschrift der Einrichtung; Address;
        Vollständige Adresse; Vollständige Anschrift; Postanschrift; Standort; Adresse komplett;
        Standortadresse; Anschrift Einrichtung; Adresse Einrichtung;
        Einrichtungsadresse; Einrichtungsanschrift; Adresse/Anschrift; Anschrift/Adresse;
        Straße, PLZ, Ort; Straße, PLZ Ort; PLZ, Ort, Straße; PLZ Ort, Straße; Ort, Straße;
        Hausanschrift; Besucheradresse; Besucheranschrift; Full address; Formatted address
        """,
    Role.LAT: """
        lat; latitude; Breitengrad; Breite; geogr. Breite; geographische Breite; Breite (WGS84);
        Latitude (WGS84); WGS84 lat; Geo lat; Koordinate Breite; Breitengrad (WGS84); GPS Breite
        """,
    Role.LON: """
        lon; lng; long; longitude; Längengrad; Länge; geogr. Länge; geographische Länge;
        Länge (WGS84); Longitude (WGS84); WGS84 lon; Geo lon; Koordinate Länge;
        Längengrad (WGS84); GPS Länge
        """,
    Role.X: """
        x; Ostwert; Rechtswert; Easting; East; E; UTM Ost; UTM Ostwert; UTM x; x UTM; UTM East;
        UTM Easting; x-Koordinate; Koordinate x; xkoord; x coord; coord x; Koord x; Point x; pos x;
        UTM Rechtswert; UTM33 Ost; UTM33 x; Ostwert (UTM33); Rechtswert (UTM33); Ost; RW; UTM E;
        GK Rechtswert; Rechts; Rechtsw
        """,
    Role.Y: """
        y; Nordwert; Hochwert; Northing; North; N; UTM Nord; UTM Nordwert; UTM y; y UTM; UTM North;
        UTM Northing; y-Koordinate; Koordinate y; ykoord; y coord; coord y; Koord y; Point y; pos y;
        UTM Hochwert; UTM33 Nord; UTM33 y; Nordwert (UTM33); Hochwert (UTM33); Nord; HW; UTM N;
        GK Hochwert; Hoch; Hochw
        """,
    Role.COORDINATES: "Koordinaten; Koordinate; Coordinates; Geokoordinaten; GPS; "
    "GPS-Koordinaten; Shape; Lat/Lon; Lat,Lon; Geo-Koordinaten; LatLng; Lat Long; Geopunkt; "
    "Geo Point; geo_point_2d; WKT; wkt_geom; the_geom; geom; Geometrie; Geometry; MGRS; UTM; "
    "UTM-Koordinaten; UTM-Koordinate; Lage (Koordinaten); Position; Geoposition; Geolocation",
    Role.PHONE: """
        Telefon; Telefonnummer; Tel.; Tel; Phone; Tel.-Nr.; Telefon-Nr.; Telefonnr.; Rufnummer;
        Telefon dienstlich; Festnetz; Telephone; Kontakt Telefon; Fon; Telefonnummern;
        Telefon Festnetz; Phone number; Ruf-Nr.; Telefonkontakt; Mobil; Handy; Mobiltelefon
        """,
    Role.EMAIL: "E-Mail; Email; Mail; E-Mail-Adresse; Mailadresse; Emailadresse; e mail; "
    "Kontakt E-Mail",
    Role.CONTACT_PERSON: """
        Ansprechpartner; Ansprechpartnerin; Ansprechpartner/in; Ansprechpartner*in; Ansprechperson;
        Ansprechpartner:in; Ansprechpartner/-in; Name des Ansprechpartners; Kontaktperson; Contact;
        Contact person; Leitung; Leiter; Leiterin; Leiter/in; Einrichtungsleitung;
        Leitung der Einrichtung; Kita-Leitung; Schulleitung; Pflegedienstleitung; Vorsitzende/r;
        Vorsitzender; Vorsitzende; 1. Vorsitzender; Vorsitz; Ansprechpartner Name;
        Ansprechpartnerin Name; Ansprechperson Name; Name Ansprechpartner; Kontakt Name;
        Leitung Name; Name der Leitung; Kontakt
        """,
    Role.WEBSITE: """
        Website; Webseite; Homepage; Internet; Internetseite; Internetadresse; URL; Web; WWW; Link;
        Internetauftritt; Internet-Adresse; Internetpräsenz; Hyperlink; Webauftritt;
        Homepage/Website; Weitere Informationen (Link); Web-Adresse; Weblink; Web-Link; Internetlink
        """,
    Role.NOTE: """
        Bemerkung; Bemerkungen; Hinweis; Hinweise; Beschreibung; Anmerkung; Anmerkungen; Note;
        Notes; Kommentar; Description; Kurzbeschreibung; Sonstiges; Remark; Remarks; Leistungen;
        Erläuterung; Erläuterungen; Informationen; Zusatzinformationen; Info; Details
        """,
    Role.SOURCE: "Quelle; Source; Datenquelle; Quellenangabe; Quellen",
    Role.AS_OF: """
        Stand; Datenstand; Stand der Daten; Datum; Date; Aktualisiert am; Letzte Aktualisierung;
        Zuletzt aktualisiert; as of; Stichtag; Geändert am; Letzte Änderung; Änderungsdatum
        """,
    Role.LAST_CONFIRMED: """
        Zuletzt bestätigt; Zuletzt bestätigt am; Bestätigt am; Letzte Bestätigung;
        Datum der Bestätigung; Zuletzt geprüft; Zuletzt geprüft am; Geprüft am; Letzte Prüfung;
        Datum der letzten Prüfung; Zuletzt überprüft; Überprüft am; Letzte Überprüfung;
        Last confirmed; Last checked; Last verified; Confirmed on; Checked on; Verified on;
        check_date
        """,
    Role.REACH: "Reichweite; Erreichbarkeit; Reach; Angebotsform; Form des Angebots; "
    "Art der Erreichbarkeit",
    Role.SERVICE_AREAS: "Einzugsgebiet; Einzugsgebiete; Einzugsbereich; Versorgungsgebiet; "
    "Service areas; Service area; Zuständigkeitsbereich; Wirkungskreis",
    Role.SOZIALRAUM: "Sozialraum; Sozialraum ID; Sozialraumschlüssel; Sozialraum-Nr.; "
    "Sozialraumname; Sozialraum Name",
    Role.LOCATION_QUALITY: "Lagegenauigkeit; Location quality; Genauigkeit; Lagequalität",
    Role.ID: "ID; Kennung; Schlüssel; Objekt-ID; Objectid; Einrichtungs-ID; Angebots-ID; Key; "
    "UUID; Identifier; Dienststellennummer; Einrichtungsnummer; Schulnummer; Kita-ID; "
    "Kitanummer; Objektnummer; Objekt-Nr.; Einrichtungs-Nr.; Schul-Nr.; Standort-ID; IK-Nummer; "
    "Identnummer; Datensatz-ID",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a list is about: „Name der Apotheke“, „KITA_PLZ“, „Schule – Telefon“.
_SUBJECTS = _words("""
    der die das des den dem einrichtung einrichtungen angebot angebots angebotes objekt objekts
    standort standorts institution kita kindertagesstaette kindertageseinrichtung schule hort
    verein vereins praxis apotheke krankenhaus klinik pflegeheim pflegedienst beratungsstelle
    bibliothek museum kirche spielplatz sportstaette jugendclub jugendklub treff treffpunkt
    haltestelle feuerwehr facility school item stop
    """)

# Words around a header that do not change what it means, for the roles they can go with:
# „lat (WGS84)“, „ETRS89 Ost“, „addr:street“, „Kontakt Telefon“, „Telefon 1“.
_ADDITIONS = {
    frozenset({Role.LAT, Role.LON, Role.X, Role.Y, Role.COORDINATES}): _words("""
        wgs84 wgs 84 etrs89 etrs 89 utm utm33 utm32 utm33n utm32n 33 32 33n 32n zone 4326 25833
        25832 3857 4258 4647 5650 31466 31467 31468 31469 3068 3035 gps geo shape point koordinate
        koord in m meter grad dezimalgrad dezimal wert gk gk2 gk3 gk4 gk5 2 3 4 5 gauss krueger
        kruger soldner berlin dhdn bessel mercator laea crs epsg
        """),
    frozenset({Role.STREET, Role.HOUSE_NUMBER, Role.POSTCODE, Role.PLACE, Role.DISTRICT}): _SUBJECTS
    | _words("adresse anschrift addr address"),
    frozenset({Role.PHONE, Role.EMAIL, Role.WEBSITE, Role.CONTACT_PERSON}): _SUBJECTS
    | _words("kontakt contact dienstlich dienstl zentrale 1"),
    frozenset({Role.NAME, Role.CATEGORY, Role.ADDRESS, Role.NOTE}): _SUBJECTS,
}
_CRS_NUMBER = re.compile(r"\bEPSG\W*\d+", re.IGNORECASE)
_MADE_UP = re.compile(r"Spalte \d+(?: \(\d+\))?")
# Whose address or number it is: not that of the offer.
ABOUT_OTHERS = re.compile(r"traeg|privat|fax|vorstand|vorsitz|rechnung|verwaltung|eltern")
_PARTS = re.compile(r"[()/|\n]")
_IN_UNITS = frozenset({Role.LAT, Role.LON, Role.X, Role.Y})  # „Länge (cm)“ is no coordinate
_LESS_CLEAR = 1_000
_FOOTNOTE = re.compile(r"(?:[*†¹²³]|(?<=\s)\d\))\s*$")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_LONGEST_HEADER = 80
_CUT_OFF = (9, 10)  # bytes: a Shapefile cuts longer names off, perhaps within an umlaut


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> tuple[Role, int] | None:
    """Return the role that a header means, and how clearly: 0 is clearest; or ``None``.

    A usual header counts more than one with an addition, and that more than one that was cut
    off by a Shapefile.
    """
    if len(header) > _LONGEST_HEADER:
        return None
    header = _FOOTNOTE.sub("", header)
    key = header_key(header)
    if key in _KNOWN:
        role, rank = _KNOWN[key]
        return role, 2 * rank
    words = fold(_CAMEL.sub(" ", _CRS_NUMBER.sub("", header))).split()
    for roles, additions in _ADDITIONS.items():
        bare = "".join(word for word in words if word not in additions)
        if bare in _KNOWN and _KNOWN[bare][0] in roles:
            role, rank = _KNOWN[bare]
            return role, 2 * rank + 1
    if len(header.encode("utf-8", "replace")) in _CUT_OFF and (meaning := _meaning_of_start(key)):
        return meaning
    return _meaning_of_parts(header)


def _meaning_of_parts(header: str) -> tuple[Role, int] | None:
    """Return what „Telefon (mit Vorwahl)“ and „Telefon / Phone“ mean: what their first word says.

    Any other part with a meaning has to agree, and none may be about somebody else.
    """
    parts = [part for part in _PARTS.split(header) if part.strip()]
    if len(parts) < 2 or ABOUT_OTHERS.search(fold(header)):
        return None
    first, *others = map(meaning_of, parts)
    if (
        first is None
        or first[0] in _IN_UNITS
        or any(other and other[0] != first[0] for other in others)
    ):
        return None
    return first[0], first[1] + _LESS_CLEAR


def _meaning_of_start(key: str) -> tuple[Role, int] | None:
    longer = [known for known in _KNOWN if known.startswith(key)]
    return (_KNOWN[min(longer, key=len)][0], 2 * len(_KNOWN)) if longer else None


def made_up_name(number: int) -> str:
    """Return the name of a column without one, such as „Spalte 3“."""
    return f"Spalte {number}"


def is_made_up(column: str) -> bool:
    """Tell whether a column got its name from :func:`made_up_name`."""
    return bool(_MADE_UP.fullmatch(column))


def header_key(header: str) -> str:
    """Return a header for comparing: folded, without blanks."""
    return fold(header).replace(" ", "")


def _known() -> dict[str, tuple[Role, int]]:
    known: dict[str, tuple[Role, int]] = {}
    for role, headers in _HEADERS.items():
        for rank, header in enumerate(headers.split(";")):
            known.setdefault(header_key(header), (role, rank))
    return known


_KNOWN = _known()
