"""What a load of the packaged curricula did, file by file and programme by programme."""

from dataclasses import dataclass, field

from latsar.enums import KeptReason


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that was left as staff have it, and why."""

    path: str
    title: str
    reason: KeptReason


@dataclass(slots=True)
class LoadReport:
    """Files and programme codes by what happened to them; each stands in one list only."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[KeptPage] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def keep(self, path: str, title: str, reason: KeptReason) -> None:
        """Note a page that was not written."""
        self.kept.append(KeptPage(path, title, reason))
