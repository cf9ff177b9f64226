"""What a new state of a layer, or of all layers, changes: new, changed, moved, removed."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

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
    layer_before, layer_after
        Ids of its layers; empty where only one layer was compared or there is no offer.
    """

    before: Resource | None
    after: Resource | None
    fields: tuple[str, ...] = ()
    layer_before: str = ""
    layer_after: str = ""

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
    made of name and address where a list has none of its own. Then by house, category and
    provider, likewise if each side has exactly one: that is an offer with another name.

    Returns
    -------
    LayerChanges
        *Moved* is an offer whose address is another (spelling aside), or whose point is more
        than 25 m away, appeared or disappeared.
    """
    pairs, gone, come = _pairs(tuple(before), tuple(after))
    return _grouped([_pair(old, new) for old, new in pairs], gone, come)


States = Mapping[str, Sequence[Resource]]


def compare_layers(before: States, after: States) -> LayerChanges:
    """Compare two states of all layers, given by their ids.

    Each layer is compared by itself, see :func:`compare`. What has gone from one layer and come
    in another belongs together if name and provider, or name and address, are the same and
    nothing else has them: keys say nothing beyond their layer.
    """
    pairs: list[Change] = []
    gone: list[_Listed] = []
    come: list[_Listed] = []
    for layer_id in dict.fromkeys((*after, *before)):
        found, left, added = _pairs(before.get(layer_id, ()), after.get(layer_id, ()))
        pairs += [_within(layer_id, _pair(old, new)) for old, new in found]
        gone += [(layer_id, each) for each in left]
        come += [(layer_id, each) for each in added]
    for key in (_name_and_provider, _name_and_address):
        more, gone, come = _matched_once(gone, come, key)
        pairs += [
            replace(_pair(old, new), layer_before=old_layer, layer_after=new_layer)
            for (old_layer, old), (new_layer, new) in more
        ]
    changes = _grouped(pairs, [each for _, each in gone], [each for _, each in come])
    return replace(
        changes,
        new=tuple(
            replace(change, layer_after=layer_id)
            for change, (layer_id, _) in zip(changes.new, come, strict=True)
        ),
        removed=tuple(
            replace(change, layer_before=layer_id)
            for change, (layer_id, _) in zip(changes.removed, gone, strict=True)
        ),
    )


def _within(layer_id: str, change: Change) -> Change:
    return replace(change, layer_before=layer_id, layer_after=layer_id)


def _pair(old: Resource, new: Resource) -> Change:
    differing = tuple(name for name in _FIELDS if _value(old, name) != _value(new, name))
    return Change(before=old, after=new, fields=differing)


def _grouped(
    pairs: Iterable[Change], gone: Iterable[Resource], come: Iterable[Resource]
) -> LayerChanges:
    found: dict[str, list[Change]] = {"changed": [], "moved": [], "unchanged": []}
    for change in pairs:
        found[_group(change)].append(change)
    return LayerChanges(
        new=tuple(Change(before=None, after=new) for new in come),
        removed=tuple(Change(before=old, after=None) for old in gone),
        **{kind: tuple(changes) for kind, changes in found.items()},
    )


def _group(change: Change) -> str:
    if not change.fields and change.layer_before == change.layer_after:
        return "unchanged"
    if change.before and change.after and has_moved(change.before, change.after):
        return "moved"
    return "changed"


def _value(resource: Resource, name: str) -> object:
    """Return the value of a field; the order of several has no meaning."""
    value: object = getattr(resource, name)
    return frozenset(value) if isinstance(value, tuple) else value


def has_moved(before: Resource, after: Resource) -> bool:
    """Tell whether an offer is somewhere else on map or paper now."""
    return before.has_point != after.has_point or is_elsewhere(before, after)


def is_elsewhere(before: Resource, after: Resource) -> bool:
    """Tell whether the address is another, or both points are known and far from each other.

    A point that was added to the same address, or lost, is no other place.
    """
    if any(fold(getattr(before, name)) != fold(getattr(after, name)) for name in _ADDRESS):
        return True
    both = before.has_point and after.has_point
    return both and metres_between(_point(before), _point(after)) > MOVED_M


def _point(resource: Resource) -> Point:
    return resource.lat or 0.0, resource.lon or 0.0


Names = Mapping[str, Mapping[str, str]]
_NO_NAMES: Names = {}


def changed_fields(
    change: Change, names: Names = _NO_NAMES, *, untold: Collection[str] = ()
) -> str:
    """Return what differs in German, such as „Straße: Weg 1 → Weg 2; Lage“.

    Texts stand there before and after, cut to 60 characters; keys and numbers by their name only.

    Parameters
    ----------
    change
        An offer before and after.
    names
        What the keys of a field are called; those of such a field stand there before and after.
    untold
        Fields of which only the name stands there.
    """
    known = {name: each for name, each in names.items() if name not in untold}
    texts = _TEXTS.difference(untold)
    return "; ".join(
        dict.fromkeys(_described(change, name, known, texts) for name in change.fields)
    )


def _described(change: Change, name: str, names: Names, texts: Collection[str]) -> str:
    label = _LABELS.get(name) or (_ROLES.get(name) or Role(name)).label
    if name not in texts and name not in names:
        return label
    before, after = (
        _text(getattr(one, name), name, names) for one in (change.before, change.after)
    )
    return f"{label}: {before} → {after}"


def _text(value: object, name: str, names: Names) -> str:
    known = names.get(name)
    if known is None:
        return _shown(str(value or ""))
    keys = [value] if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return _shown(", ".join(known.get(str(key), str(key)) for key in keys))


def _shown(text: str) -> str:
    line = one_line(text) or "–"
    return line if len(line) <= _SHOWN_CHARS else f"{line[: _SHOWN_CHARS - 1]}…"


_T = TypeVar("_T")
Pairs = list[tuple[_T, _T]]
_Listed = tuple[str, Resource]
_Key = str | tuple[str, ...]


def _pairs(
    before: Sequence[Resource], after: Sequence[Resource]
) -> tuple[Pairs[Resource], list[Resource], list[Resource]]:
    """Return what belongs together, what has gone and what has come."""
    pairs, gone, come = _matched(before, after)
    for key in (_name, _house):
        more, gone, come = _matched_once(gone, come, key)
        pairs += more
    return pairs, gone, come


def _matched(
    before: Iterable[Resource], after: Iterable[Resource]
) -> tuple[Pairs[Resource], list[Resource], list[Resource]]:
    waiting: defaultdict[str, deque[Resource]] = defaultdict(deque)
    for old in before:
        waiting[old.resource_id].append(old)
    pairs: Pairs[Resource] = []
    come: list[Resource] = []
    for new in after:
        if waiting[new.resource_id]:
            pairs.append((waiting[new.resource_id].popleft(), new))
        else:
            come.append(new)
    return pairs, [old for queue in waiting.values() for old in queue], come


def _matched_once(
    gone: Sequence[_T], come: Sequence[_T], key: Callable[[_T], _Key]
) -> tuple[Pairs[_T], list[_T], list[_T]]:
    """Pair what has a key that occurs exactly once on each side; an empty key is none."""
    left, added = _by_single_key(gone, key), _by_single_key(come, key)
    both = left.keys() & added.keys()
    return (
        [(left[each], one) for each, one in added.items() if each in both],
        [old for old in gone if key(old) not in both],
        [new for new in come if key(new) not in both],
    )


def _by_single_key(items: Iterable[_T], key: Callable[[_T], _Key]) -> dict[_Key, _T]:
    keyed = [(key(item), item) for item in items]
    counts = Counter(each for each, _ in keyed)
    return {each: item for each, item in keyed if each and counts[each] == 1}


def _name(resource: Resource) -> str:
    return fold(resource.name)


def _house(resource: Resource) -> tuple[str, ...]:
    if not fold(resource.street):
        return ()
    return (*_address(resource), resource.category_id or "", fold(resource.provider))


def _name_and_provider(listed: _Listed) -> tuple[str, ...]:
    _, resource = listed
    key = _name(resource), fold(resource.provider)
    return key if all(key) else ()


def _name_and_address(listed: _Listed) -> tuple[str, ...]:
    _, resource = listed
    street = fold(resource.street)
    return (_name(resource), *_address(resource)) if street and _name(resource) else ()


def _address(resource: Resource) -> tuple[str, ...]:
    return tuple(fold(getattr(resource, name)) for name in _ADDRESS)
