"""What a new state of a layer changes, in German."""

from __future__ import annotations

from geo.comparing import Change

_WORDS = {
    "name": "Name",
    "category_id": "Kategorie",
    "target_groups": "Zielgruppen",
    "provider": "Träger",
    "street": "Straße",
    "postcode": "Postleitzahl",
    "place": "Ort",
    "phone": "Telefon",
    "email": "E-Mail",
    "contact_person": "Ansprechperson",
    "website": "Webseite",
    "note": "Hinweis",
    "source": "Quelle",
    "as_of": "Datenstand",
    "reach": "Art des Angebots",
    "service_areas": "Einzugsgebiet",
    "lat": "Lage",
    "lon": "Lage",
    "location_quality": "Lagegenauigkeit",
    "sozialraum_id": "Sozialraum",
    "outside_m": "Lage",
}


def changed_fields(change: Change) -> str:
    """Return the names of what differs, each once; empty if nothing that people know does."""
    return ", ".join(dict.fromkeys(_WORDS[name] for name in change.fields if name in _WORDS))
