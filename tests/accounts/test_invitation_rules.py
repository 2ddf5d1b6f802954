"""Where a person stands on the way to an own password."""

import datetime as dt

import pytest

from corpu.accounts.domain.invitation import invitation_state, may_be_invited
from corpu.accounts.enums import InvitationState

MAY = dt.datetime(2019, 5, 2, 8, tzinfo=dt.UTC)
NEW = {
    "is_active": True,
    "has_password": False,
    "email": "a@contoh.example",
    "invited_at": None,
    "due_at": None,
}


@pytest.mark.parametrize(
    ("facts", "state", "may"),
    [
        ({}, InvitationState.NOT_INVITED, True),
        ({"due_at": MAY}, InvitationState.DUE, True),
        ({"invited_at": MAY}, InvitationState.INVITED, True),
        ({"invited_at": MAY, "due_at": MAY}, InvitationState.DUE, True),
        ({"email": None}, InvitationState.NO_EMAIL, False),
        ({"email": None, "has_password": True}, InvitationState.JOINED, False),
        ({"has_password": True, "invited_at": MAY}, InvitationState.JOINED, False),
        ({"has_password": True, "is_active": False}, InvitationState.INACTIVE, False),
    ],
)
def test_first_that_holds_decides(facts, state, may):
    found = invitation_state(**{**NEW, **facts})

    assert (found, may_be_invited(found)) == (state, may)
