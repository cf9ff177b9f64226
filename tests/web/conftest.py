"""The application on a copy of the shipped instance, and who asks it."""

from __future__ import annotations

import pytest
from checking import CheckingClient
from flask import Flask

from geo.usecases.settings import Settings
from web import create_app


@pytest.fixture
def app(settings: Settings) -> Flask:
    app = create_app(settings)
    app.test_client_class = CheckingClient
    return app


@pytest.fixture
def visitor(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture
def editor(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    assert client.sign_in().status_code == 303
    return client
