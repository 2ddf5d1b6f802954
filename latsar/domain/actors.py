"""Who acts on a person's guidance or aktualisasi, and in which role."""

from dataclasses import dataclass

from latsar.enums import ActorRole


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role; `id` is a mentor's for mentors and a user's for everybody else."""

    role: ActorRole
    id: int
    name: str

    @property
    def user_id(self) -> int | None:
        """The account that acts; mentors have none."""
        return None if self.role == ActorRole.MENTOR else self.id

    @property
    def mentor_id(self) -> int | None:
        """The mentor who acts."""
        return self.id if self.role == ActorRole.MENTOR else None

    def as_log(self) -> dict[str, str]:
        """What the audit log says of somebody who acts, because a mentor has no account."""
        return {"role": self.role.value, "name": self.name}
