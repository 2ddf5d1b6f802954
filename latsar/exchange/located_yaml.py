"""YAML whose mappings know the line they stand on, so that a problem can name it."""

from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from latsar.exchange.problems import ProblemList


class Entry(dict[str, Any]):
    """A mapping of the file, with the line of its beginning."""

    line: int = 1


class _Loader(yaml.SafeLoader):
    """Safe values only, mappings as `Entry`."""

    first_line = 1


def _construct_entry(loader: _Loader, node: yaml.MappingNode) -> Iterator[Entry]:
    entry = Entry()
    entry.line = node.start_mark.line + loader.first_line
    yield entry
    entry.update({str(key): value for key, value in loader.construct_mapping(node).items()})


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_entry)


def read_yaml(text: str, *, problems: ProblemList, first_line: int = 1) -> Entry:
    """Read a mapping; what is no YAML or no mapping is a problem and gives an empty entry."""
    loader = _Loader(text)
    loader.first_line = first_line
    try:
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        problems.add(line + first_line, _("not readable: %(why)s") % {"why": error.problem})
        return Entry()
    finally:
        loader.dispose()
    if not isinstance(data, Entry):
        problems.add(first_line, _("key: value lines are missing"))
        return Entry()
    return data
