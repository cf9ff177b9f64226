"""What holds for every route."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import PASSWORD, CheckingClient
from flask import Flask

from geo.errors import IntegrityError
from geo.usecases.access import Action, Actor, can
from geo.usecases.settings import Settings
from maps import document
from web import create_app
from web.security import init_app

EDITOR_ONLY = {
    "manage_layers.show_layers",
    "manage_layers.show_layer",
    "manage_layers.publish",
    "manage_layers.undo",
    "manage_layers.compare",
    "manage_layers.download_mapping",
    "manage_layers.download_original",
    "manage_layers.download_report",
    "import_layer.look_up",
    "import_layer.show_lookup",
    "import_layer.stop_lookup",
    "import_layer.cancel",
    "import_layer.choose_columns",
    "import_layer.choose_coordinates",
    "import_layer.choose_file",
    "import_layer.choose_layer",
    "import_layer.choose_reading",
    "import_layer.choose_words",
    "import_layer.discard",
    "import_layer.download_json",
    "import_layer.download_mapping",
    "import_layer.download_report",
    "import_layer.place",
    "import_layer.progress",
    "import_layer.reset",
    "import_layer.show_columns",
    "import_layer.show_coordinates",
    "import_layer.show_placeless",
    "import_layer.show_publishing",
    "import_layer.show_reading",
    "import_layer.show_report",
    "import_layer.show_words",
    "import_layer.upload",
    "records.decide",
    "records.discard",
    "records.download_original",
    "records.download_report",
    "records.publish",
    "records.show_draft",
    "records.show_kind",
    "records.undo",
    "records.upload",
}
OPEN = {
    "browse_map.show_data",
    "browse_map.show_map",
    "show_basemap.picture",
    "browse_table.show",
    "browse_table.send_csv",
    "browse_table.send_workbook",
    "area_pages.show_sozialraum",
    "area_pages.show_planregion",
    "area_pages.draw_kreis",
    "area_pages.draw_planregion",
    "area_pages.draw_sozialraum",
    "area_pages.show_kreis",
    "export_map.choose",
    "export_map.send",
    "accounts.sign_in",
    "accounts.check",
    "accounts.sign_out",
    "reach.show",
    "reach.send_csv",
    "reach.send_workbook",
    "changes.show",
    "changes.send_workbook",
    "changes.send_pdf",
    "freshness.show",
    "freshness.send_sheet",
    "area_entries.send_csv",
    "area_entries.send_workbook",
    "area_entries.show",
    "area_sheets.send_kreis",
    "area_sheets.send_planregion",
    "area_sheets.send_sozialraum",
    "browse_indicators.send_csv",
    "browse_indicators.send_workbook",
    "browse_indicators.show",
    "browse_indicators.show_one",
    "evaluations.show",
    "export_poster.send",
    "gaps.send_duplicates",
    "gaps.send_paper",
    "gaps.send_workbook",
    "gaps.show",
    "gaps.show_duplicates",
    "social_index.send_workbook",
    "social_index.show",
    "social_index.show_area",
    "pages.asset",
    "pages.icon",
    "pages.health",
    "pages.imprint",
    "pages.privacy",
    "pages.accessibility",
}


def _address(rule: str) -> str:
    for part, value in {
        "<layer_id>": "familie",
        "<kind_id>": "kennzahlen",
        "<list_id>": "liste",
        "<int:number>": "1",
        "<token>": "A" * 22,
        "<path:name>": "pages.css",
    }.items():
        rule = rule.replace(part, value)
    return rule


def test_every_route_declares_its_permission(app: Flask) -> None:
    declared: dict[Action, set[str]] = {action: set() for action in Action}
    for endpoint, view in app.view_functions.items():
        declared[vars(view)["required_action"]].add(endpoint)
    assert declared == {Action.VIEW: OPEN, Action.EDIT: EDITOR_ONLY}


def test_a_route_without_permission_stops_the_start() -> None:
    app = Flask("undeclared")
    app.add_url_rule("/offen", "offen", lambda: "")
    with pytest.raises(RuntimeError, match="offen"):
        init_app(app)


def test_what_is_not_allowed_is_forbidden() -> None:
    allowed = {(actor, action) for actor in Actor for action in Action if can(actor, action)}
    assert allowed == {
        (Actor.VISITOR, Action.VIEW),
        (Actor.EDITOR, Action.VIEW),
        (Actor.EDITOR, Action.EDIT),
    }


def test_a_visitor_reaches_no_editor_route_by_any_method(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in EDITOR_ONLY:
            continue
        for method in rule.methods or ():
            answer = client.open(_address(rule.rule), method=method)
            signed_out = answer.status_code in {401, 400}
            to_sign_in = answer.status_code == 303 and "/anmelden" in answer.headers["Location"]
            assert signed_out or to_sign_in, (rule.rule, method, answer.status_code)


def test_every_write_needs_a_token(app: Flask, editor: CheckingClient) -> None:
    writes = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(writes) == 21
    for rule in writes:
        answer = editor.post(_address(rule.rule), data={"kennwort": PASSWORD})
        assert answer.status_code == 400, rule.rule
        assert "Formular ist abgelaufen" in answer.text


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_a_write_from_another_site_is_refused_whatever_it_knows(
    visitor: CheckingClient, origin: str
) -> None:
    form = {"kennwort": PASSWORD, "csrf_token": visitor.token()}
    answer = visitor.post("/anmelden", data=form, headers={"Sec-Fetch-Site": origin})
    assert answer.status_code == 403
    assert "fremden Seite" in answer.text


def test_a_foreign_host_name_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "trusted_hosts" in answer.text


def test_the_session_cookie_is_out_of_reach_for_scripts(app: Flask) -> None:
    answer = app.test_client().get("/anmelden")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_secure_cookies_are_bound_to_the_host(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"secure_cookies": True}))
    cookie = app.test_client().get("/anmelden").headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie


def test_public_pages_set_no_cookie(app: Flask) -> None:
    for path in ("/", "/tabelle", "/export/konferenz.html", "/health", "/impressum"):
        assert "Set-Cookie" not in app.test_client().get(path).headers, path


def test_pages_of_editors_are_never_kept_by_caches(editor: CheckingClient) -> None:
    assert editor.get("/ebenen").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://evil.example", 403), ("null", 403), ("http://localhost:1", 403)],
)
def test_a_browser_without_fetch_metadata_is_known_by_its_origin(
    visitor: CheckingClient, origin: str, status: int
) -> None:
    form = {"kennwort": PASSWORD, "csrf_token": visitor.token()}
    assert visitor.post("/anmelden", data=form, headers={"Origin": origin}).status_code == status
    own = visitor.post("/anmelden", data=form, headers={"Origin": "http://localhost"})
    assert own.status_code == 303


def test_visitors_cannot_send_large_bodies(visitor: CheckingClient) -> None:
    answer = visitor.post(
        "/anmelden", data=b"x" * 10**6, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413


def test_asking_for_headers_only_is_answered_as_the_page_would_be(visitor: CheckingClient) -> None:
    assert visitor.head("/ebenen").status_code == visitor.get("/ebenen").status_code == 303


def test_a_service_without_its_built_front_end_does_not_start(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "FOLDER", tmp_path)
    with pytest.raises(IntegrityError, match="make assets"):
        create_app(settings)


@pytest.mark.parametrize(
    "path",
    ["/aenderungen?von=x", "/bestaetigung?monate=x", "/reichweite?kategorie=familie.treff&km=x"],
)
def test_a_program_gets_errors_of_pages_as_json_too(visitor: CheckingClient, path: str) -> None:
    answer = visitor.get(path, headers={"Accept": "application/json"})
    assert 400 <= answer.status_code < 500
    assert set(answer.get_json()["error"]) == {"code", "message"}
