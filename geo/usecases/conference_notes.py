"""Notes of a Konferenzdatei: a list that becomes an internal layer."""

from __future__ import annotations

from geo.errors import InputError
from geo.importing import ImportResult
from geo.layers import Layer, Visibility


def notes_title(result: ImportResult) -> str | None:
    """Return the title of the Konferenzdatei whose notes a list holds; ``None`` for others."""
    issues = result.report.issues
    return next((issue.value for issue in issues if issue.code == "notizen"), None)


def new_layer(result: ImportResult, layer_id: str, *, title: str = "") -> Layer:
    """Return the layer that a list becomes; notes become an internal one."""
    of_map = notes_title(result)
    if of_map is None:
        return Layer(layer_id=layer_id, title=title or layer_id)
    title = title or f"Notizen aus {of_map}"
    return Layer(layer_id=layer_id, title=title, visibility=Visibility.INTERNAL)


def keep_notes_inside(result: ImportResult, layer: Layer) -> None:
    """Refuse to put notes into a public layer.

    Raises
    ------
    InputError
        If a list holds notes and the layer is public.
    """
    if notes_title(result) is not None and layer.visibility is Visibility.PUBLIC:
        raise InputError(
            f"„{result.report.file_name}“ enthält Notizen; die Ebene „{layer.title}“ ist "
            "öffentlich. Bitte eine neue Ebene wählen: Sie wird intern."
        )
