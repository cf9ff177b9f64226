"""Settings of an instance: one TOML file in its folder plus environment variables."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from geo.basemaps import Basemap, BasemapKind, basemap_from
from geo.errors import InvalidParameter
from geo.index_plan import IndexPart, IndexPlan, Missing, plan_from_settings

PREFIX = "RESSOURCENKARTEN_"
FILE_NAME = "ressourcenkarten.toml"
_DEFAULT_INSTANCE = "instance"
_OWN_SENTENCE = "own_sentence"
#: Never shown when they are wrong; addresses may have a password or a key in them.
_MAY_HOLD_A_SECRET = frozenset(
    {
        "basemaps",
        "database_url",
        "editor_password",
        "editor_password_hash",
        "geocoder_key",
        "geocoder_url",
    }
)


class Settings(BaseSettings):
    """All settings; each may stand in the file or, as ``RESSOURCENKARTEN_<NAME>``, outside.

    The descriptions are shown to the operator when a value is wrong.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    instance: Path = Field(description="ein Ordner")
    data: Path | None = Field(
        default=None, description="ein Ordner mit county.toml, boundaries/ und den Tabellen"
    )
    database_url: str = Field(
        default="", description="eine Adresse wie sqlite:////srv/instanz/ressourcenkarten.db"
    )
    max_upload_mb: int = Field(
        default=20, ge=1, le=500, description="eine ganze Zahl von 1 bis 500 (Megabyte)"
    )
    editor_password: SecretStr | None = Field(
        default=None, min_length=12, description="ein Kennwort mit mindestens 12 Zeichen"
    )
    editor_password_hash: SecretStr | None = Field(
        default=None, description="ein Werkzeug-Hash, der mit scrypt: beginnt"
    )
    session_hours: int = Field(default=12, ge=1, le=168, description="eine ganze Zahl bis 168")
    secure_cookies: bool = Field(
        default=False, description="true (die Adresse beginnt mit https) oder false"
    )
    require_fences: bool = Field(
        default=False,
        description="true (Listen nur lesen, wenn das System sie abschotten kann) oder false",
    )
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost"),
        min_length=1,  # none would mean all
        description="mindestens ein Name, unter dem der Dienst erreichbar ist; mehrere mit Komma",
    )
    public_url: str = Field(
        default="",
        description="die Adresse, unter der der Dienst im Netz steht, etwa https://karten.example/",
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="Zahl der vorgeschalteten Proxys, 0 bis 5"
    )
    addresses_margin_km: int = Field(
        default=20, ge=0, le=2000, description="eine ganze Zahl von 0 bis 2000 (Kilometer)"
    )
    geocoder: Literal["", "nominatim", "photon", "bkg"] = Field(
        default="", description="nominatim, photon, bkg oder leer (kein Dienst)"
    )
    geocoder_url: str = Field(
        default="",
        description="die Adresse des Dienstes, etwa https://geocoder.example/ mit {key} an der "
        "Stelle des Schlüssels",
    )
    geocoder_key: SecretStr | None = Field(default=None, description="der Schlüssel des Dienstes")
    geocoder_user_agent: str = Field(
        default="",
        description="der Name, unter dem sich der Dienst meldet, mit einer Kontaktadresse",
    )
    basemaps: tuple[Basemap, ...] = Field(
        default=(), description="eine Tabelle [[basemaps]] je Hintergrundkarte"
    )
    basemap_user_agent: str = Field(
        default="",
        description="der Name mit Kontaktadresse, unter dem der Dienst Hintergründe für Dateien "
        "lädt",
    )
    embedded_tiles: int = Field(
        default=2000, ge=1, le=20_000, description="eine ganze Zahl von 1 bis 20000 (Kacheln)"
    )
    embedded_tiles_mb: int = Field(
        default=8, ge=1, le=100, description="eine ganze Zahl von 1 bis 100 (Megabyte)"
    )
    smallest_count: int = Field(
        default=3,
        ge=1,
        le=100,
        description="eine ganze Zahl von 1 bis 100 (kleinere Zahlen schützenswerter Kennzahlen "
        "werden gesperrt)",
    )
    sozialindex: tuple[IndexPart, ...] = Field(
        default=(), description="eine Tabelle [[sozialindex]] je Kennzahl"
    )
    sozialindex_fehlend: Missing = Field(
        default=Missing.NO_INDEX, description=" oder ".join(Missing)
    )
    imprint: str = Field(default="", description="ein Text")
    privacy: str = Field(default="", description="ein Text")
    accessibility: str = Field(default="", description="ein Text")

    @field_validator("editor_password_hash")
    @classmethod
    def _is_hash(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith("scrypt:"):
            raise ValueError("no scrypt hash")
        return value

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(filter(None, (part.strip() for part in value.split(","))))
        return value

    @field_validator("geocoder_url", "public_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("no web address")
        return value

    @model_validator(mode="after")
    def _geocoder_is_complete(self) -> Self:
        needed = {
            "geocoder_url": self.geocoder_url,
            "geocoder_user_agent": self.geocoder_user_agent,
        }
        missing = [name for name, value in needed.items() if not value.strip()]
        if self.geocoder and missing:
            raise ValueError(f"zu „geocoder“ gehört auch „{missing[0]}“")
        return self

    @field_validator("basemaps", mode="before")
    @classmethod
    def _read_basemaps(cls, value: Any) -> tuple[Basemap, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("no tables")  # noqa: TRY004 - pydantic knows no other error
        year = datetime.now(UTC).year
        tables = [each if isinstance(each, dict) else {} for each in value]
        try:
            found = tuple(basemap_from(each, year=year) for each in tables)
        except InvalidParameter as error:
            raise PydanticCustomError(
                _OWN_SENTENCE, "{sentence}", {"sentence": str(error)}
            ) from error
        ids = [each.basemap_id for each in found]
        if twice := [each for each in ids if ids.count(each) > 1]:
            sentence = f"[[basemaps]] „{twice[0]}“ gibt es zweimal."
            raise PydanticCustomError(_OWN_SENTENCE, "{sentence}", {"sentence": sentence})
        return found

    @field_validator("sozialindex", mode="before")
    @classmethod
    def _read_sozialindex(cls, value: Any) -> tuple[IndexPart, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("no tables")  # noqa: TRY004 - pydantic knows no other error
        try:
            return plan_from_settings(value).parts
        except InvalidParameter as error:
            raise PydanticCustomError(
                _OWN_SENTENCE, "{sentence}", {"sentence": str(error)}
            ) from error

    @model_validator(mode="after")
    def _loading_says_who_asks(self) -> Self:
        for each in self.basemaps:
            asked = each.embed and each.kind is not BasemapKind.MBTILES
            if asked and not self.basemap_user_agent.strip():
                raise ValueError(
                    f"zu „embed = true“ bei [[basemaps]] „{each.basemap_id}“ gehört auch "
                    "„basemap_user_agent“"
                )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before environment before file."""
        file = Path(init_settings()["instance"]) / FILE_NAME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)

    @property
    def index_plan(self) -> IndexPlan:
        """What the Sozialindex is made of; of nothing unless configured."""
        return IndexPlan(parts=self.sozialindex, missing=self.sozialindex_fehlend)

    @property
    def url(self) -> str:
        """Address of the database; SQLite in the instance folder unless configured."""
        file = self.instance.resolve() / "ressourcenkarten.db"
        return self.database_url or f"sqlite:///{quote(str(file))}"


def load_settings(instance: Path | None = None, **values: Any) -> Settings:
    """Read the settings.

    Parameters
    ----------
    instance
        Folder of the instance; by default ``RESSOURCENKARTEN_INSTANCE`` or ``./instance``.
    **values
        Settings that win over file and environment.

    Raises
    ------
    InvalidParameter
        If a value is wrong or a name is unknown; names all of them.
    """
    folder = instance or Path(os.environ.get(f"{PREFIX}INSTANCE") or _DEFAULT_INSTANCE)
    _refuse_unknown_variables()
    try:
        return Settings(instance=folder, **values)
    except ValidationError as error:
        lines = " ".join(_in_german(problem) for problem in error.errors())
        raise InvalidParameter(lines) from None
    except SettingsError:
        raise InvalidParameter(
            f"{PREFIX}SOZIALINDEX oder {PREFIX}BASEMAPS ist kein JSON mit einer Liste von Tabellen."
        ) from None
    except (ValueError, OSError) as error:
        raise InvalidParameter(f"Die Datei {folder / FILE_NAME} ist kein TOML: {error}") from None


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(
        name for name in os.environ if name.startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise InvalidParameter(
            f"Die Umgebungsvariable {unknown[0]} ist unbekannt. "
            f"Es gibt: {', '.join(sorted(known))}."
        )


def _in_german(problem: Any) -> str:
    if problem["type"] == _OWN_SENTENCE:
        return str(problem["msg"])
    if not problem["loc"]:  # settings that do not go together
        return f"Die Einstellungen sind unvollständig: {problem['ctx']['error']}."
    name = str(problem["loc"][0])
    field = Settings.model_fields.get(name)
    if field is None:
        return f"Die Einstellung „{name}“ ist unbekannt."
    if name in _MAY_HOLD_A_SECRET:
        return f"Die Einstellung „{name}“ ist falsch; erlaubt ist {field.description}."
    return (
        f"Die Einstellung „{name}“ hat den Wert „{problem['input']}“; "
        f"erlaubt ist {field.description}."
    )
