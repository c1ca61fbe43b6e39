"""Changes of the package's public API: names, classes, attributes and functions.

Both versions are read by griffe, without importing them. Public names are imported lazily at run time, so they are
resolved through the type checker's imports, down into ``_generated``, and reported under the name that users write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from attrs import frozen

from ..contract.document import DocumentError
from ..paths import ROOT
from .revisions import PACKAGE, exported

__all__ = ["ApiChange", "changes_since", "compare_packages", "public_names"]

# A class with several public names is reported under the first of these that matches.
_PREFERRED = (rf"{PACKAGE}\.\w+", rf"{PACKAGE}\.models\.\w+", r".*")


@frozen(order=True)
class ApiChange:
    """One change of the public API.

    Attributes:
        name: Public name and member: ``realtime_client.models.RealtimeResponse.voice``.
        what: Short description of the change.
        breaking: Whether correct code may stop working.
        before: Old definition, if it adds information.
        after: New definition, if it adds information.
    """

    name: str
    what: str
    breaking: bool
    before: str = ""
    after: str = ""


def changes_since(revision: str, package: Path = ROOT) -> list[ApiChange]:
    """Compare the public API at a revision with that of the package in a folder.

    Raises:
        DocumentError: The revision does not exist, or one of the two packages cannot be read.
    """
    with exported(revision) as folder:
        return compare_packages(folder, package)


def compare_packages(old: Path, new: Path, package: str = PACKAGE) -> list[ApiChange]:
    """Compare the public API of the packages in two folders; changes are ordered by name.

    Raises:
        DocumentError: A folder does not contain the package, or the package cannot be parsed.
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
    """Return every object that users may import, except modules, by public name.

    Raises:
        DocumentError: The folder does not contain the package, or the package cannot be parsed.
    """
    try:
        # A separate collection, because both packages of a comparison have the same names.
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
        raise DocumentError(f"cannot read {package} in {folder.name or 'this folder'}: {error}") from error
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
        elif module.exports or not found.is_alias:  # Without `__all__`, imported names are not public.
            yield f"{name}.{export}", target


def _member(module: griffe.Object, name: str) -> griffe.Object | griffe.Alias | None:
    """Return a member of a module or of one whose names it re-exports (``__all__ = _models.__all__``)."""
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
    """Follow an alias to its target, through re-exported names."""
    for _ in range(20):  # Longer than any chain of imports, and an end to cycles.
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
        yield ApiChange(place, what, True, *map(_text, (breakage.old_value, breakage.new_value)))
    if isinstance(old, griffe.Class) and isinstance(new, griffe.Class):
        yield from _class(name, old, new, public)
    elif isinstance(old, griffe.Function) and isinstance(new, griffe.Function):
        yield from _function(name, old, new)
    elif isinstance(old, griffe.Attribute) and isinstance(new, griffe.Attribute):
        yield from _attribute(name, old, new)
    elif isinstance(old, griffe.TypeAlias) and isinstance(new, griffe.TypeAlias) and str(old.value) != str(new.value):
        yield _retyped(name, str(old.value), str(new.value))


def _class(name: str, old: griffe.Class, new: griffe.Class, public: set[str]) -> Iterator[ApiChange]:
    """Yield the changes that griffe does not report: additions, and types of attributes."""
    known = {key: found for key, found in old.all_members.items() if _resolves(found)}
    for key, found in new.all_members.items():
        if (key.startswith("_") and key != "__init__") or not _resolves(found):
            continue
        if _is_elsewhere(found.canonical_path, new, public):
            continue
        member = _target(found)
        before = _target(known[key]) if key in known else None
        if before is None:
            yield ApiChange(f"{name}.{key}", "added", False, "", _text(member))
        elif isinstance(member, griffe.Attribute) and isinstance(before, griffe.Attribute):
            yield from _attribute(f"{name}.{key}", before, member)
        elif isinstance(member, griffe.Function) and isinstance(before, griffe.Function):
            yield from _function(f"{name}.{key}", before, member)


def _is_elsewhere(path: str, owner: griffe.Object, public: set[str]) -> bool:
    """Return True if a public base class, which reports its own changes, defines the member."""
    holder = path.rpartition(".")[0]
    return holder in public and holder != owner.path and path != owner.path


def _function(name: str, old: griffe.Function, new: griffe.Function) -> Iterator[ApiChange]:
    for parameter in new.parameters:
        if parameter.name not in {known.name for known in old.parameters} and not parameter.required:
            yield ApiChange(f"{name}({parameter.name})", "optional parameter added", False, "", _text(parameter))
    if old.returns is not None and new.returns is not None and str(old.returns) != str(new.returns):
        yield _retyped(name, str(old.returns), str(new.returns), "return type changed")


def _attribute(name: str, old: griffe.Attribute, new: griffe.Attribute) -> Iterator[ApiChange]:
    # A type alias is an attribute whose value is the aliased type.
    alias = str(new.annotation) in ("TypeAlias", "None") and str(old.annotation) == str(new.annotation)
    before, after = (str(entry.value if alias else entry.annotation) for entry in (old, new))
    if before != after and (not alias or re.search(r"TypeAlias|\||\[", f"{new.annotation} {after}")):
        yield _retyped(name, before, after)
    if not alias and (old.value is None) != (new.value is None):
        required = new.value is None
        what = "became a required argument" if required else "became an optional argument"
        yield ApiChange(name, what, required)


def _retyped(name: str, before: str, after: str, what: str = "type changed") -> ApiChange:
    """Return a change of type; known values alone never break, because enums are open."""
    return ApiChange(name, what, _kinds(before) != _kinds(after), before, after)


def _kinds(annotation: str) -> set[str]:
    """Return the members of a union, without order and without known values."""
    return set(re.sub(r"Literal\[[^\]]*\]", "Literal", annotation).split(" | "))


_WORDING = {
    griffe.BreakageKind.OBJECT_REMOVED: "removed",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "kind changed",
    griffe.BreakageKind.PARAMETER_REMOVED: "parameter removed",
    griffe.BreakageKind.PARAMETER_MOVED: "parameter moved",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "parameter kind changed",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "default changed",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "parameter became required",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "required parameter added",
    griffe.BreakageKind.RETURN_CHANGED_TYPE: "return type changed",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "base class removed",
}


def _holding(found: griffe.Object) -> griffe.Module:
    """Wrap an object in a module, because griffe compares the members of modules.

    Its name there is always the same: a class that was renamed may keep its public name.
    """
    holder = griffe.Module("holder", modules_collection=found.modules_collection)
    holder.exports = ["held"]
    holder.members["held"] = griffe.Alias("held", found, parent=holder)
    return holder


def _text(value: object) -> str:
    if isinstance(value, griffe.Parameter):
        return str(value)
    if isinstance(value, griffe.Attribute):
        return str(value.annotation or value.value or "")
    if isinstance(value, griffe.Object | griffe.Alias):
        return str(value.kind.value)
    if isinstance(value, griffe.Kind):
        return value.value
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
