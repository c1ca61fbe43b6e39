"""What changed for those who import the package: public names, classes, attributes and functions.

Both versions are read without being imported, by griffe. Public names lead nowhere until they are asked for at run
time, so they are looked up where the type checker finds them, down into ``_generated``; what is found there is reported
under the name that users write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from attrs import frozen

from ..contract.document import DocumentError
from .revisions import PACKAGE, ROOT, exported

__all__ = ["ApiChange", "changes_since", "compare_packages", "public_names"]

# Where a class goes by several names, it is reported by the first of these that it has.
_PREFERRED = (rf"{PACKAGE}\.\w+", rf"{PACKAGE}\.models\.\w+", r".*")


@frozen(order=True)
class ApiChange:
    """One change of the public API.

    Attributes:
        name: Public name with what follows it: ``realtime_client.models.RealtimeResponse.voice``.
        what: What happened to it, in a few words.
        breaking: Whether code that was right before may no longer be.
        before: How it was, where that says more.
        after: How it is.
    """

    name: str
    what: str
    breaking: bool
    before: str = ""
    after: str = ""


def changes_since(revision: str, package: Path = ROOT) -> list[ApiChange]:
    """Changes of the public API between a revision and the folder that holds the package.

    Raises:
        DocumentError: There is no such revision, or one of the two cannot be read.
    """
    with exported(revision) as folder:
        return compare_packages(folder, package)


def compare_packages(old: Path, new: Path, package: str = PACKAGE) -> list[ApiChange]:
    """Changes of the public API between the packages of two folders, ordered by name.

    Raises:
        DocumentError: A folder does not hold the package, or it cannot be parsed.
    """
    before, after = public_names(old, package), public_names(new, package)
    found = {ApiChange(name, "removed", breaking=True) for name in before.keys() - after.keys()}
    found |= {ApiChange(name, "added", breaking=False) for name in after.keys() - before.keys()}
    by_object: dict[str, list[str]] = {}
    for name in sorted(before.keys() & after.keys()):
        by_object.setdefault(before[name].path, []).append(name)
    for names in by_object.values():
        name = next(name for pattern in _PREFERRED for name in names if re.fullmatch(pattern, name))
        found |= set(_object(name, before[name], after[name], set(by_object)))
    return sorted(found)


def public_names(folder: Path, package: str = PACKAGE) -> dict[str, griffe.Object]:
    """Everything that users may import, by its public name, the modules that hold it left out.

    Raises:
        DocumentError: The folder does not hold the package, or it cannot be parsed.
    """
    try:
        # A collection of its own: the two packages of a comparison have the same names.
        root = griffe.load(
            package,
            search_paths=[folder],
            try_relative_path=False,
            modules_collection=griffe.ModulesCollection(),
            lines_collection=griffe.LinesCollection(),
            resolve_aliases=True,
            resolve_external=False,
        )
    except (ImportError, griffe.GriffeError, SyntaxError) as error:
        raise DocumentError(f"{package} in {folder.name or 'this folder'} cannot be read: {error}") from error
    return dict(_exports(_target(root), package, set()))


def _exports(module: griffe.Object, name: str, seen: set[str]) -> Iterator[tuple[str, griffe.Object]]:
    if module.path in seen:
        return
    seen.add(module.path)
    for export in map(str, module.exports or [key for key in module.members if not key.startswith("_")]):
        found = _member(module, export)
        if found is None:
            continue
        target = _target(found)
        if target.is_module:
            yield from _exports(target, f"{name}.{export}", seen)
        elif module.exports or not found.is_alias:  # Without `__all__`, what is imported is not meant for others.
            yield f"{name}.{export}", target


def _member(module: griffe.Object, name: str) -> griffe.Object | griffe.Alias | None:
    """A member of a module, or of a module whose names it hands on (``__all__ = _models.__all__``)."""
    found = module.members.get(name)
    if found is not None and _resolves(found):
        return found
    for member in module.members.values():
        if member.is_alias and _resolves(member) and _target(member).is_module:
            inner = _target(member).members.get(name)
            if inner is not None and _resolves(inner):
                return inner
    return None


def _resolves(found: griffe.Object | griffe.Alias) -> bool:
    try:
        _target(found)
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError):
        return False
    return True


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    """What an alias leads to; a name that a module hands on is looked up on the way."""
    for _ in range(20):  # Longer than any chain of imports; a circle ends here.
        if not isinstance(found, griffe.Alias):
            return found
        holder, _, name = found.target_path.rpartition(".")
        try:
            found = found.target
        except griffe.AliasResolutionError:
            parent = found.modules_collection[holder]
            inner = _member(_target(parent), name)
            if inner is None:
                raise
            found = inner
    raise griffe.CyclicAliasError([found.path])


def _object(name: str, old: griffe.Object, new: griffe.Object, public: set[str]) -> Iterator[ApiChange]:
    for breakage in griffe.find_breaking_changes(_holding(old), _holding(new)):
        path = breakage.obj.canonical_path
        if _is_elsewhere(path, old, public) or _is_elsewhere(path, new, public):
            continue
        suffix = "" if path in (old.path, new.path) else f".{breakage.obj.name}"
        parameter = next(
            (value.name for value in (breakage.old_value, breakage.new_value) if isinstance(value, griffe.Parameter)),
            None,
        )
        place = f"{name}{suffix}({parameter})" if parameter else f"{name}{suffix}"
        what = _WORDING.get(breakage.kind, breakage.kind.value)
        yield ApiChange(place, what, True, *map(_said, (breakage.old_value, breakage.new_value)))
    if isinstance(old, griffe.Class) and isinstance(new, griffe.Class):
        yield from _class(name, old, new, public)
    elif isinstance(old, griffe.Function) and isinstance(new, griffe.Function):
        yield from _function(name, old, new)
    elif isinstance(old, griffe.Attribute) and isinstance(new, griffe.Attribute):
        yield from _attribute(name, old, new)
    elif isinstance(old, griffe.TypeAlias) and isinstance(new, griffe.TypeAlias) and str(old.value) != str(new.value):
        yield _retyped(name, str(old.value), str(new.value))


def _class(name: str, old: griffe.Class, new: griffe.Class, public: set[str]) -> Iterator[ApiChange]:
    """What griffe does not look at: what is new, and the types of attributes."""
    known = {key: found for key, found in old.all_members.items() if _resolves(found)}
    for key, found in new.all_members.items():
        if (key.startswith("_") and key != "__init__") or not _resolves(found):
            continue
        if _is_elsewhere(found.canonical_path, new, public):
            continue
        member = _target(found)
        before = _target(known[key]) if key in known else None
        if before is None:
            yield ApiChange(f"{name}.{key}", "added", False, "", _said(member))
        elif isinstance(member, griffe.Attribute) and isinstance(before, griffe.Attribute):
            yield from _attribute(f"{name}.{key}", before, member)
        elif isinstance(member, griffe.Function) and isinstance(before, griffe.Function):
            yield from _function(f"{name}.{key}", before, member)


def _is_elsewhere(path: str, owner: griffe.Object, public: set[str]) -> bool:
    """Whether this is inherited from a class that is public itself, and is reported there."""
    holder = path.rpartition(".")[0]
    return holder in public and holder != owner.path and path != owner.path


def _function(name: str, old: griffe.Function, new: griffe.Function) -> Iterator[ApiChange]:
    for parameter in new.parameters:
        if parameter.name not in {known.name for known in old.parameters} and not parameter.required:
            yield ApiChange(f"{name}({parameter.name})", "optional parameter added", False, "", _said(parameter))
    if old.returns is not None and new.returns is not None and str(old.returns) != str(new.returns):
        yield _retyped(name, str(old.returns), str(new.returns), "return type changed")


def _attribute(name: str, old: griffe.Attribute, new: griffe.Attribute) -> Iterator[ApiChange]:
    # A named type is an attribute whose value is what it stands for.
    alias = str(new.annotation) in ("TypeAlias", "None") and str(old.annotation) == str(new.annotation)
    before, after = (str(entry.value if alias else entry.annotation) for entry in (old, new))
    if before != after and (not alias or re.search(r"TypeAlias|\||\[", f"{new.annotation} {after}")):
        yield _retyped(name, before, after)
    if not alias and (old.value is None) != (new.value is None):
        required = new.value is None
        what = "became a required argument" if required else "became an optional argument"
        yield ApiChange(name, what, required)


def _retyped(name: str, before: str, after: str, what: str = "type changed") -> ApiChange:
    """A change of type; one of known values alone breaks nothing, as those are open."""
    return ApiChange(name, what, _kinds(before) != _kinds(after), before, after)


def _kinds(annotation: str) -> set[str]:
    """The members of a union, whatever their order; known values left out."""
    return set(re.sub(r"Literal\[[^\]]*\]", "Literal", annotation).split(" | "))


_WORDING = {
    griffe.BreakageKind.OBJECT_REMOVED: "removed",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "became something else",
    griffe.BreakageKind.PARAMETER_REMOVED: "parameter removed",
    griffe.BreakageKind.PARAMETER_MOVED: "parameter moved",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "parameter is passed otherwise",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "default changed",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "parameter became required",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "required parameter added",
    griffe.BreakageKind.RETURN_CHANGED_TYPE: "return type changed",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "base class removed",
}


def _holding(found: griffe.Object) -> griffe.Module:
    """A module with one public name: griffe compares members of what it is given."""
    holder = griffe.Module("holder", modules_collection=found.modules_collection)
    holder.exports = [found.name]
    holder.members[found.name] = griffe.Alias(found.name, found, parent=holder)
    return holder


def _said(value: object) -> str:
    if isinstance(value, griffe.Parameter):
        return str(value)
    if isinstance(value, griffe.Attribute):
        return str(value.annotation or value.value or "")
    if isinstance(value, griffe.Object | griffe.Alias):
        return str(value.kind.value)
    if isinstance(value, griffe.Kind):
        return value.value
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
