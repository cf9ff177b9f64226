"""What a new state of a layer changes: new, changed, moved, removed, unchanged."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

from geo.geocoding.street import Point, metres_between
from geo.importing.cleaning import one_line
from geo.importing.roles import Role
from geo.resources import Resource
from geo.spelling import fold

MOVED_M = 25.0
_ADDRESS = ("street", "postcode", "place")
_FIELDS = tuple(field.name for field in fields(Resource))
_ROLES = {"category_id": Role.CATEGORY, "sozialraum_id": Role.SOZIALRAUM, "resource_id": Role.ID}
_LABELS = dict.fromkeys(("lat", "lon", "outside_m"), "Lage")
_TEXTS = frozenset(
    {
        "name",
        "provider",
        "street",
        "postcode",
        "place",
        "phone",
        "email",
        "contact_person",
        "website",
        "note",
        "as_of",
        "last_confirmed",
    }
)
_SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One offer before and after.

    Parameters
    ----------
    before, after
        ``None`` for a new or a removed offer.
    fields
        Names of the fields of :class:`geo.resources.Resource` that differ; empty for an offer
        that is new, removed or unchanged.
    """

    before: Resource | None
    after: Resource | None
    fields: tuple[str, ...] = ()

    @property
    def resource(self) -> Resource:
        """The offer as it is now, or as it was when it has been removed."""
        known = self.after or self.before
        if known is None:
            raise ValueError("a change has an offer before or after")
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerChanges:
    """All offers of two states of a layer, each in exactly one group.

    ``new`` + ``changed`` + ``moved`` + ``unchanged`` are the later state, ``removed`` +
    ``changed`` + ``moved`` + ``unchanged`` the earlier one.
    """

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    unchanged: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both states are the same."""
        return not (self.new or self.changed or self.moved or self.removed)


def compare(before: Iterable[Resource], after: Iterable[Resource]) -> LayerChanges:
    """Compare two states of a layer.

    Offers belong together by their key. What is left over belongs together by its name, if
    exactly one offer on each side has it: whoever moves gets another key, because the key is
    made of name and address where a list has none of its own.

    Returns
    -------
    LayerChanges
        *Moved* is an offer whose address is another (spelling aside), or whose point is more
        than 25 m away, appeared or disappeared.
    """
    pairs, gone, come = _pairs(tuple(before), tuple(after))
    found: dict[str, list[Change]] = {"changed": [], "moved": [], "unchanged": []}
    for old, new in pairs:
        differing = tuple(name for name in _FIELDS if getattr(old, name) != getattr(new, name))
        change = Change(before=old, after=new, fields=differing)
        kind = "unchanged" if not differing else "moved" if has_moved(old, new) else "changed"
        found[kind].append(change)
    return LayerChanges(
        new=tuple(Change(before=None, after=new) for new in come),
        removed=tuple(Change(before=old, after=None) for old in gone),
        **{kind: tuple(changes) for kind, changes in found.items()},
    )


def has_moved(before: Resource, after: Resource) -> bool:
    """Tell whether an offer is somewhere else now."""
    if any(fold(getattr(before, name)) != fold(getattr(after, name)) for name in _ADDRESS):
        return True
    if before.has_point != after.has_point:
        return True
    return before.has_point and metres_between(_point(before), _point(after)) > MOVED_M


def _point(resource: Resource) -> Point:
    return resource.lat or 0.0, resource.lon or 0.0


def changed_fields(change: Change) -> str:
    """Return what differs in German, such as „Straße: Weg 1 → Weg 2; Lage“.

    Texts stand there before and after, cut to 60 characters; keys and numbers by their name only.
    """
    return "; ".join(dict.fromkeys(_described(change, name) for name in change.fields))


def _described(change: Change, name: str) -> str:
    label = _LABELS.get(name) or (_ROLES.get(name) or Role(name)).label
    if name not in _TEXTS:
        return label
    before, after = (_shown(getattr(one, name)) for one in (change.before, change.after))
    return f"{label}: {before} → {after}"


def _shown(text: str) -> str:
    line = one_line(text) or "–"
    return line if len(line) <= _SHOWN_CHARS else f"{line[: _SHOWN_CHARS - 1]}…"


Pairs = list[tuple[Resource, Resource]]


def _pairs(
    before: Sequence[Resource], after: Sequence[Resource]
) -> tuple[Pairs, list[Resource], list[Resource]]:
    """Return what belongs together, what has gone and what has come."""
    pairs, gone, come = _matched(before, after, _key)
    names = _names_once(gone) & _names_once(come)
    moved, _, _ = _matched(_named(gone, names), _named(come, names), _name)
    return (
        pairs + moved,
        [old for old in gone if _name(old) not in names],
        [new for new in come if _name(new) not in names],
    )


def _matched(
    before: Iterable[Resource], after: Iterable[Resource], key: Callable[[Resource], str]
) -> tuple[Pairs, list[Resource], list[Resource]]:
    waiting: defaultdict[str, deque[Resource]] = defaultdict(deque)
    for old in before:
        waiting[key(old)].append(old)
    pairs: Pairs = []
    come: list[Resource] = []
    for new in after:
        if waiting[key(new)]:
            pairs.append((waiting[key(new)].popleft(), new))
        else:
            come.append(new)
    return pairs, [old for queue in waiting.values() for old in queue], come


def _key(resource: Resource) -> str:
    return resource.resource_id


def _name(resource: Resource) -> str:
    return fold(resource.name)


def _named(resources: Iterable[Resource], names: frozenset[str]) -> list[Resource]:
    return [resource for resource in resources if _name(resource) in names]


def _names_once(resources: Iterable[Resource]) -> frozenset[str]:
    counts = Counter(map(_name, resources))
    return frozenset(name for name, count in counts.items() if count == 1 and name)
