"""The front-end build's own rules find what they are there for."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_assets


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of sources without any violation."""
    folder = tmp_path / "maps" / "assets"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "good.ts").write_text('element.textContent = "<b>";\n', encoding="utf-8")
    (folder / "package-lock.json").write_text('{"integrity": "sha512-x"}', encoding="utf-8")
    monkeypatch.setattr(build_assets, "ROOT", tmp_path)
    monkeypatch.setattr(build_assets, "ASSETS", folder)
    monkeypatch.setattr(build_assets, "_install", lambda: None)
    monkeypatch.setattr(build_assets, "_node", lambda *_: None)
    return folder


def test_good_sources_pass(assets: Path) -> None:
    assert (assets / "js").is_dir()
    build_assets.check()


@pytest.mark.parametrize(
    "line",
    [
        "element.innerHTML = text;",
        "element.outerHTML = text;",
        'element.insertAdjacentHTML("beforeend", text);',
        "document.write(text);",
        "range.createContextualFragment(text);",
        "eval(text);",
    ],
)
def test_text_that_becomes_markup_is_named_with_its_line(assets: Path, line: str) -> None:
    (assets / "js" / "bad.ts").write_text(f"const text = name;\n{line}\n", encoding="utf-8")
    with pytest.raises(build_assets.BuildError, match=r"bad\.ts:2: text must not become markup"):
        build_assets.check()


def test_an_address_in_the_lock_is_found(assets: Path) -> None:
    lock = '{"resolved": "https://registry.example/leaflet.tgz"}'
    (assets / "package-lock.json").write_text(lock, encoding="utf-8")
    with pytest.raises(build_assets.BuildError, match="contains addresses"):
        build_assets.check()


def test_a_failing_type_check_fails_the_build() -> None:
    with pytest.raises(build_assets.BuildError, match="failed"):
        build_assets._node("-e", "process.exit(1)")
