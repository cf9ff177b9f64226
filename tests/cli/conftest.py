"""The command on a copy of the shipped instance."""

from __future__ import annotations

import pytest
from checking import Run
from click.testing import CliRunner, Result

from cli import main
from geo.usecases.settings import Settings


@pytest.fixture
def run(settings: Settings) -> Run:
    def call(*arguments: object) -> Result:
        given = ["--instance", settings.instance, *arguments]
        result = CliRunner().invoke(main, [str(argument) for argument in given])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call
