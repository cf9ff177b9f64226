"""One instance of the shipped county, created once and copied for each test that changes it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest
from checking import PASSWORD
from werkzeug.security import generate_password_hash

from geo.usecases.create_instance import create_instance
from geo.usecases.settings import PREFIX, Settings, load_settings

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("busy", deadline=None)
hypothesis.settings.load_profile("busy")


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]


@pytest.fixture(scope="session")
def password_hash() -> str:
    return generate_password_hash(PASSWORD, method="scrypt:1024:8:1")


@pytest.fixture(scope="session")
def template_instance(
    tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None
) -> Path:
    folder = tmp_path_factory.mktemp("template") / "instance"
    create_instance(load_settings(folder)).database.close()
    return folder


@pytest.fixture
def settings(template_instance: Path, tmp_path: Path, password_hash: str) -> Settings:
    folder = tmp_path / "instance"
    shutil.copytree(template_instance, folder)
    return load_settings(folder, editor_password_hash=password_hash)
