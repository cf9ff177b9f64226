"""Load, list and take back lists of records; one group of commands for each kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import Invocation, json_option
from cli.output import counts, frequent_findings, open_instance, print_json, summary, version_facts

if TYPE_CHECKING:
    from geo.importing.records import RecordKind
    from geo.records import RecordListState, RecordVersion
    from geo.usecases.load_records import Kept, Look

_FILE = click.Path(path_type=Path, dir_okay=False)


def record_group(kind_id: str, *, name: str, title: str) -> click.Group:
    """Return the commands for one kind of record: load, list, undo.

    Parameters
    ----------
    kind_id
        Key of :data:`geo.usecases.load_records.KINDS`.
    name
        What the group is called.
    title
        German sentence for the help.
    """
    group = click.Group(name, help=title)
    for command in (_load(kind_id), _list(kind_id), _undo(kind_id)):
        group.add_command(command)
    return group


def _kind(kind_id: str) -> RecordKind[Any]:
    from geo.usecases.load_records import kind_of

    return kind_of(kind_id)


def _load(kind_id: str) -> click.Command:
    @click.command("load", help="Eine Liste (CSV, Excel, ODS …) laden.")
    @click.argument("file", type=_FILE)
    @click.option("--list", "list_id", help="Kennung der Liste; sonst aus dem Dateinamen.")
    @click.option("--title", default="", help="Name der Liste; sonst wie bisher.")
    @click.option("--table", help="Blatt der Datei, wenn sie mehrere hat.")
    @click.option(
        "--set",
        "answers",
        multiple=True,
        metavar="FRAGE=WERT",
        help="Antwort auf eine Frage des Prüfberichts (mehrfach möglich); --json nennt sie.",
    )
    @click.option("--report", type=_FILE, help="Den Prüfbericht als Excel-Datei ablegen.")
    @click.option("--dry-run", is_flag=True, help="Nur prüfen, nichts speichern.")
    @click.option("--publish", is_flag=True, help="Den neuen Stand gleich zeigen.")
    @json_option
    @click.pass_context
    def load(ctx: click.Context, /, file: Path, *, as_json: bool, **given: Any) -> None:
        seen, kept = _loaded(ctx.obj, kind_id, file, **given)
        if as_json:
            print_json(_to_json(seen, kept))
        else:
            _tell(seen, kept)
        ctx.exit(1 if seen.read.result.report.rejected else 0)

    return load


def _loaded(  # noqa: PLR0913 - one parameter per option
    invocation: Invocation,
    kind_id: str,
    file: Path,
    *,
    list_id: str | None,
    title: str,
    table: str | None,
    answers: tuple[str, ...],
    report: Path | None,
    dry_run: bool,
    publish: bool,
) -> tuple[Look, Kept | None]:
    from geo.usecases import load_records

    list_id = list_id or load_records.list_id_from(file.stem)
    load_records.check_list_id(list_id)
    choices = _answers(answers)
    options = load_records.RecordOptions(table=table, choices=choices)
    instance = open_instance(invocation)
    seen = load_records.look(instance, _kind(kind_id), file, file_name=file.name, options=options)
    _check_answers(choices, seen)
    if report is not None:
        _write_report(report, seen)
    if dry_run:
        return seen, None
    kept = load_records.keep(instance, seen, list_id=list_id, title=title, publish=publish)
    return seen, kept


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    from geo.errors import InvalidParameter

    pairs = [answer.partition("=") for answer in given]
    for key, sign, _ in pairs:
        if not sign:
            raise InvalidParameter(f"„--set {key}“ ist unvollständig; erwartet wird FRAGE=WERT.")
    return {key.strip(): value.strip() for key, _, value in pairs}


def _check_answers(given: dict[str, str], seen: Look) -> None:
    """Refuse an answer that nothing was asked for or that is none of the choices."""
    from geo.errors import InvalidParameter

    asked = {question.key: question for question in seen.read.questions}
    for key, value in given.items():
        if key not in asked:
            known = f"Es gibt: {', '.join(asked)}." if asked else "Es gibt keine."
            raise InvalidParameter(f"Die Frage „{key}“ stellt sich zu dieser Datei nicht. {known}")
        options = [option for option, _ in asked[key].options]
        if options and value not in options:
            raise InvalidParameter(
                f"„--set {key}={value}“ ist keine der Antworten. "
                f"Möglich sind: {', '.join(filter(None, options))}."
            )


def _list(kind_id: str) -> click.Command:
    @click.command("list", help="Alle Listen mit ihrem Stand auflisten.")
    @json_option
    @click.pass_obj
    def list_(invocation: Invocation, *, as_json: bool) -> None:
        from geo.usecases.load_records import lists

        kind = _kind(kind_id)
        states = lists(open_instance(invocation), kind)
        if as_json:
            print_json({"lists": [_state_to_json(state) for state in states]})
            return
        for state in states:
            click.echo(_state_line(state, kind))
        if not states:
            click.echo("Noch keine Listen. „load DATEI“ lädt eine.")

    return list_


def _undo(kind_id: str) -> click.Command:
    @click.command("undo", help="Die letzte Veröffentlichung einer Liste zurücknehmen.")
    @click.argument("list_id", metavar="LISTE")
    @click.pass_obj
    def undo(invocation: Invocation, list_id: str) -> None:
        from geo.usecases.load_records import undo as take_back

        number = take_back(open_instance(invocation), _kind(kind_id), list_id)
        shown = f"wieder Stand {number}" if number else "nichts mehr"
        click.echo(f"Rückgängig gemacht: Von der Liste „{list_id}“ ist {shown} veröffentlicht.")

    return undo


def _write_report(path: Path, seen: Look) -> None:
    from geo.errors import Unavailable, reason_of
    from geo.importing import write_report

    try:
        with path.open("wb") as stream:
            write_report(stream, seen.table, seen.read.result)
    except OSError as error:
        raise Unavailable(
            f"Der Prüfbericht {path} lässt sich nicht ablegen: {reason_of(error)}. "
            "Es wurde nichts gespeichert."
        ) from error


def _tell(seen: Look, kept: Kept | None) -> None:
    report, kind = seen.read.result.report, seen.kind
    click.echo(summary(report))
    click.echo(f"Gelesen: {_amount(len(seen.read.records), kind)}.")
    if report.issues:
        click.echo("Häufigste Befunde:")
        for line in frequent_findings(report):
            click.echo(line)
    for question in seen.read.questions:
        if question.is_guess:
            click.echo(
                f"Vermutet: {question.group}, {question.label}: {question.value} "
                f"(ändern mit --set {question.key}=…)"
            )
    click.echo(_what_was_done(kept))


def _what_was_done(kept: Kept | None) -> str:
    if kept is None:
        return "Nur geprüft: Es wurde nichts gespeichert."
    name = f"Stand {kept.number} der Liste „{kept.record_list.title}“"
    done = f"Gespeichert als {name}" if kept.is_new else f"Schon vorhanden als {name}"
    shown = (
        "veröffentlicht" if kept.published else "noch nicht veröffentlicht (--publish zeigt ihn)"
    )
    return f"{done}, {shown}."


def _amount(count: int, kind: RecordKind[Any]) -> str:
    return f"{count} {kind.one if count == 1 else kind.many}"


def _state_line(state: RecordListState, kind: RecordKind[Any]) -> str:
    shown = state.published
    what = (
        f"Stand {shown.number}, {_amount(shown.count, kind)}" if shown else "nicht veröffentlicht"
    )
    return f"{state.record_list.list_id}  {what}  {state.record_list.title}"


def _to_json(seen: Look, kept: Kept | None) -> dict[str, Any]:
    report = seen.read.result.report
    return {
        "list": kept.record_list.list_id if kept else None,
        "version": kept.number if kept else None,
        "is_new": bool(kept and kept.is_new),
        "published": bool(kept and kept.published),
        **counts(report),
        "questions": [
            {
                "key": question.key,
                "group": question.group,
                "label": question.label,
                "value": question.value,
                "options": [value for value, _ in question.options],
                "guess": question.is_guess,
            }
            for question in seen.read.questions
        ],
        "issues": [issue.to_dict() for issue in report.issues],
        "records": seen.content,
    }


def _state_to_json(state: RecordListState) -> dict[str, Any]:
    return {
        "list": state.record_list.list_id,
        "title": state.record_list.title,
        "versions": [_version_to_json(version) for version in state.versions],
    }


def _version_to_json(version: RecordVersion) -> dict[str, Any]:
    return {
        **version_facts(version),
        "records": version.count,
        **counts(version.report),
    }


indicators = record_group(
    "kennzahlen", name="indicators", title="Kennzahlen laden, auflisten und zurücknehmen."
)
entries = record_group(
    "gremien", name="entries", title="Gremien und Vereinbarungen laden, auflisten, zurücknehmen."
)
