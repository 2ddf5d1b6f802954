"""The demonstration's logins: staff with their roles, and a few trainees at different stages."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from corpu.accounts.domain.people import PersonData
from corpu.accounts.enums import PersonKind, Role
from corpu.accounts.models import Agency, User
from corpu.accounts.services.invitations import accept_invitation
from corpu.accounts.services.people import create_people
from corpu.accounts.services.roles import give_role
from corpu.home.domain.demo_story import STAFF, StaffStory


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One way into the demonstration; `start` is the address worth seeing first."""

    role: str
    login: str
    password: str
    start: str


class LoginBook:
    """The logins made so far, in a file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        stored = json.loads(path.read_text()) if path.exists() else []
        self.logins = [DemoLogin(**login) for login in stored]

    def add(self, *, user: User, role: str, start: str) -> None:
        """Give `user` a password once; who has one keeps it."""
        if user.has_usable_password():
            return
        name = user.email or user.nip or ""
        password = secrets.token_urlsafe(9)
        accept_invitation(user=user, password=password)
        self.logins.append(DemoLogin(role, name, password, start))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.write_text(json.dumps([asdict(login) for login in self.logins], indent=2))


def prepare_staff(*, book: LoginBook) -> dict[str, User]:
    """Make the members of staff where they are missing; return them by role."""
    staff = {}
    for story in STAFF:
        user = User.objects.filter(email=story.login).first() or _create(story)
        book.add(user=user, role=story.role, start=story.start)
        staff[story.role] = user
    return staff


def _create(story: StaffStory) -> User:
    person = PersonData(
        full_name=story.full_name,
        email=story.login,
        title_before=story.title_before,
        title_after=story.title_after,
        kind=PersonKind.PNS,
        post=story.post,
        agency_id=Agency.objects.get(siasn_code=story.agency).pk,
    )
    role = story.group or story.role
    if role not in Role.values:
        return User.objects.create_superuser(password=None, **person.as_stored())
    (user,) = create_people(data=[person], by=None)
    give_role(user=user, role=Role(role))
    return user
