"""References of texts to files and pages: by identifier on a site, by name in a package."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

# Kind (`image`, `document`, `page`) and name or identifier.
Name = tuple[str, str]
OWN_FILE = "media:"
_TAG = re.compile(r"<(a|embed)\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
# Blocks whose value points at files: fields and kind of the files.
_FILES = {
    "image": (("image",), "image"),
    "media": (("file", "captions"), "document"),
    "document": (("document",), "document"),
}


def references_in(stored: Any) -> set[Name]:
    """Return what stored content refers to by identifier."""
    found = {(kind, attrs["id"]) for kind, attrs in _tags(stored) if attrs.get("id")}
    for field, kind, value in _file_fields(stored):
        if value.get(field):
            found.add((kind, str(value[field])))
    return found


def names_in(content: Any) -> set[Name]:
    """Return what the parts of a package, as plain values, refer to by name."""
    found = {(kind, _name(kind, attrs)) for kind, attrs in _tags(content)}
    for part in _mappings(content):
        if isinstance(part.get("media"), str):
            found.add(("image" if "alternative" in part else "document", part["media"]))
        if part.get("captions"):
            found.add(("document", part["captions"]))
    return found


def with_names(stored: Any, names: Mapping[Name, str]) -> Any:
    """Return stored content that refers by name."""

    def tag(kind: str, attrs: dict[str, str]) -> dict[str, str]:
        known = names.get((kind, attrs.get("id", "")), "")
        rest = {name: value for name, value in attrs.items() if name != "id"}
        return {**rest, "page" if kind == "page" else "media": known}

    def file(kind: str, value: Any) -> Any:
        return f"{OWN_FILE}{names.get((kind, str(value)), '')}"

    return _mapped(stored, tag, file)


def with_ids(content: Any, ids: Mapping[Name, int]) -> Any:
    """Return content that refers by identifier; what is not known yet gets the identifier 0."""

    def tag(kind: str, attrs: dict[str, str]) -> dict[str, str]:
        known = str(ids.get((kind, _name(kind, attrs)), 0))
        if kind == "image":
            # In the order in which the editor writes it.
            order = {"embedtype": "image", "format": attrs.get("format", ""), "id": known}
            return {**order, "alt": attrs.get("alt", "")}
        return {"linktype": kind, "id": known}

    def file(kind: str, value: Any) -> Any:
        return ids.get((kind, str(value).removeprefix(OWN_FILE)), 0)

    return _mapped(content, tag, file)


def _name(kind: str, attrs: Mapping[str, str]) -> str:
    return attrs.get("page" if kind == "page" else "media", "")


def _mapped(value: Any, tag: Any, file: Any) -> Any:
    if isinstance(value, str):
        return _TAG.sub(lambda found: _rewritten(found, tag), value)
    if isinstance(value, list):
        return [_mapped(part, tag, file) for part in value]
    if not isinstance(value, dict):
        return value
    mapped = {name: _mapped(part, tag, file) for name, part in value.items()}
    if value.get("type") in _FILES and isinstance(value.get("value"), dict):
        names, kind = _FILES[value["type"]]
        # Only captions may be missing.
        for name in names:
            if name != "captions" or value["value"].get(name):
                mapped["value"][name] = file(kind, value["value"].get(name))
    return mapped


def _rewritten(found: re.Match[str], tag: Any) -> str:
    kind, attrs = _reference(found)
    if not kind:
        return found[0]
    written = "".join(f' {name}="{escape(value)}"' for name, value in tag(kind, attrs).items())
    return f"<{found[1]}{written}{'/' if found[1] == 'embed' else ''}>"


def _reference(found: re.Match[str]) -> tuple[str, dict[str, str]]:
    """Return kind and attributes; no kind for a link to elsewhere."""
    attrs = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}
    return (attrs.get("linktype") or attrs.get("embedtype") or ""), attrs


def _tags(value: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, str):
        for found in _TAG.finditer(value):
            kind, attrs = _reference(found)
            if kind:
                yield kind, attrs
    for part in value.values() if isinstance(value, dict) else _parts(value):
        yield from _tags(part)


def _parts(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else ()


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else _parts(value):
        yield from _mappings(part)


def _file_fields(stored: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for part in _mappings(stored):
        if part.get("type") in _FILES and isinstance(part.get("value"), dict):
            names, kind = _FILES[part["type"]]
            for name in names:
                yield name, kind, part["value"]
