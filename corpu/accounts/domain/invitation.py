"""Where a person stands between being known and having an own password."""

import datetime as dt

from corpu.accounts.enums import InvitationState


def invitation_state(
    *,
    is_active: bool,
    has_password: bool,
    email: str | None,
    invited_at: dt.datetime | None,
    due_at: dt.datetime | None,
) -> InvitationState:
    """Say what the staff list shows; the first thing that holds decides."""
    states = (
        (not is_active, InvitationState.INACTIVE),
        (has_password, InvitationState.JOINED),
        (not email, InvitationState.NO_EMAIL),
        (due_at is not None, InvitationState.DUE),
        (invited_at is not None, InvitationState.INVITED),
    )
    return next((state for holds, state in states if holds), InvitationState.NOT_INVITED)


def may_be_invited(state: InvitationState) -> bool:
    """Only who can read the mail and needs a password gets an invitation."""
    return state in {InvitationState.NOT_INVITED, InvitationState.DUE, InvitationState.INVITED}
