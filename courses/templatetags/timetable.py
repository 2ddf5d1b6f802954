"""What staff read beside a session: what it still lacks."""

from django import template

from courses.domain.sessions import open_points
from courses.enums import SessionState
from courses.models import Session

register = template.Library()


@register.filter
def lacks(session: Session) -> list[str]:
    """Say what a planned session still needs: a room, a link, an instructor."""
    if session.state == SessionState.CANCELLED:
        return []
    found = open_points(
        mode=session.mode,
        jp=session.jp,
        has_room=session.room_id is not None,
        has_link=bool(session.meeting_url),
        is_taught=bool(session.taught_by.all()),
    )
    return [str(remark.label) for remark in found]
