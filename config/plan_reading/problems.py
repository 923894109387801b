"""What is wrong with the plan files: every fault with its file and line."""

from dataclasses import dataclass

from common.plan_rows import Row


@dataclass(frozen=True, order=True)
class PlanFileError:
    """One fault. `line` counts from 1; `message` is in the language of the moment."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class PlanFilesError(Exception):
    """The plan files cannot be used. `errors` lists all faults by file and line; nothing was loaded."""

    def __init__(self, errors: tuple[PlanFileError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class Problems:
    """Collects faults while the files are read."""

    def __init__(self) -> None:
        self._errors: set[PlanFileError] = set()

    def add(self, file: str, line: int, message: str) -> None:
        self._errors.add(PlanFileError(file, line, message))

    def at(self, row: Row, key: str, message: str) -> None:
        """A fault of one key of a row (of the row itself for the key "")."""
        self.add(row.file, row.line_of(key), message)

    @property
    def errors(self) -> tuple[PlanFileError, ...]:
        return tuple(sorted(self._errors))
