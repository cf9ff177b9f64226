"""Lists with very many or no usable parts: the steps stay short and say what to do."""

from __future__ import annotations

import io
import re

from checking import CheckingClient
from wizard import choose, draft_of, ready, upload


def workbook(sheets: int) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for number in range(sheets):
            sheet = book.add_worksheet(f"Blatt {number}")
            sheet.write_row(0, 0, ("Name", "Ort"))
            sheet.write_row(1, 0, (f"Treff {number}", "Beelitz"))
    return target.getvalue()


def test_many_sheets_are_one_list_to_choose_from(editor: CheckingClient) -> None:
    page = upload(editor, workbook(40), "viele.xlsx")
    form = editor.get(f"{draft_of(page)}/tabelle").text
    assert form.count("<option") == 40
    assert form.count('class="data sample"') == 1
    page = choose(editor, page, "tabelle", tabelle="Blatt 30")
    assert "Treff 30" in page.text
    assert '"Blatt 30" selected' in editor.get(f"{draft_of(page)}/tabelle").text


def test_few_sheets_are_shown_with_their_beginning(editor: CheckingClient) -> None:
    form = editor.get(f"{draft_of(upload(editor, workbook(3), 'drei.xlsx'))}/tabelle").text
    assert form.count('class="data sample"') == form.count('type="radio" name="tabelle"') == 3


def test_every_unknown_word_can_be_reached(editor: CheckingClient) -> None:
    rows = "\n".join(f"Treff {n};Unwort{n:03d}x;Beelitz" for n in range(150))
    page = upload(editor, f"Name;Kategorie;Ort\n{rows}\n")
    address = f"{draft_of(page)}/woerter"
    words = set()
    for number in (1, 2):
        words |= set(re.findall(r"Unwort\d{3}x", editor.get(f"{address}?seite={number}").text))
    assert len(words) == 150
    assert "Nächste Seite" in editor.get(address).text
    assert editor.get(f"{address}?seite=99").text.count("Nächste Seite") == 0


def test_a_list_without_a_usable_row_cannot_be_published(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\n;Beelitz\n;Teltow\n")
    assert "Weiter zum Veröffentlichen" not in page.text
    form = editor.get(f"{draft_of(page)}/ebene").text
    assert re.search(r'value="veroeffentlichen" disabled>0 Angebote', form)
    assert "lässt sich keine Zeile übernehmen" in form


def test_a_list_without_categories_asks_for_one(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nTreff;Beelitz\n")
    task = f'href="{draft_of(page)}/ebene">Die Liste nennt keine Kategorie'
    assert task in page.text
    address = f"{draft_of(page)}/ebene"
    choose(editor, page, "ebene", aktion="pruefen", titel="T", kategorie="existenz.tafel")
    assert task not in ready(editor, draft_of(page)).text
    assert '"existenz.tafel" selected' in ready(editor, address).text


def test_a_header_row_that_does_not_exist_is_named(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nTreff;Beelitz\n")
    chosen = {"kopfzeile": "900", "kopfzeile_erkannt": "1"}
    page = choose(editor, page, "tabelle", tabelle="liste.csv", **chosen)
    assert "Die Zeile 900 ist leer oder steht nicht in der Tabelle" in page.text
