"""What is wrong with a curriculum package: every problem with its file, line and reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class PackageProblem:
    """One thing an author of a package has to mend."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class PackageInvalid(Exception):
    """The package cannot be loaded; carries all its problems, not only the first."""

    def __init__(self, problems: Iterable[PackageProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class ProblemList:
    """Collects the problems of one file while it is read."""

    file: str
    problems: list[PackageProblem] = field(default_factory=list)

    def add(self, line: int, reason: object) -> None:
        """Note one problem; reading goes on, so that the author sees all of them at once."""
        self.problems.append(PackageProblem(self.file, line, str(reason)))
