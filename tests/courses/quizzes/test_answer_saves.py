"""The newest answer of two clients always wins: the pure rule alone, then the real service.

What *newest* means: a client that has not seen another's answer does not overwrite it. It is told
(conflict), shows what is stored, and what its person then keeps or changes is a new save that has
seen it. So the answer that counts is the one saved last by somebody who knew all others.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain.answer_saves import IncomingAnswer, StoredAnswer, judge
from courses.enums import SaveVerdict
from courses.models import AttemptQuestion
from tests.courses.quizzes.quiz_world import quiz_world

A, R, C = SaveVerdict.ACCEPTED, SaveVerdict.REPEATED, SaveVerdict.CONFLICT


@pytest.mark.parametrize(
    ("stored", "incoming", "verdict"),
    [
        # Stored sequence and client; incoming sequence, base and client.
        ((0, ""), (1, 0, "a"), A),
        ((1, "a"), (2, 1, "a"), A),
        ((1, "a"), (5, 0, "a"), A),
        ((2, "a"), (2, 1, "a"), R),
        ((2, "a"), (1, 0, "a"), R),
        ((2, "a"), (3, 2, "b"), A),
        ((2, "a"), (3, 1, "b"), C),
        ((2, "a"), (3, 0, "b"), C),
        ((2, "a"), (2, 1, "b"), C),
        ((2, "a"), (1, 0, "b"), C),
        ((2, "a"), (2, 2, "b"), C),
        ((2, "a"), (9, 7, "b"), A),
    ],
)
def test_verdicts(stored, incoming, verdict):
    sequence, base, client = incoming

    found = judge(StoredAnswer(*stored, "x"), IncomingAnswer(sequence, base, client, "y"))

    assert found == verdict


@dataclass
class Server:
    """The pure rule with one row of memory for each question."""

    rows: dict = field(default_factory=dict)

    def save(self, question, incoming):
        stored = self.rows.get(question, StoredAnswer(0, "", None))
        verdict = judge(stored, incoming)
        if verdict == A:
            stored = StoredAnswer(incoming.sequence, incoming.client, incoming.answer)
            self.rows[question] = stored
        return verdict, stored.sequence, stored.answer


@dataclass
class DatabaseServer:
    """The same questions put to the service."""

    world: object

    def save(self, question, incoming):
        saved = self.world.save(
            question,
            {"text": incoming.answer},
            sequence=incoming.sequence,
            base=incoming.base,
            client=incoming.client,
        )
        return saved.verdict, saved.sequence, saved.answer and saved.answer["text"]


@dataclass
class Tab:
    """One client: numbers what it saves, keeps what is not acknowledged, listens to the server."""

    name: str
    sequence: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    unsaved: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)

    def type(self, question, answer):
        """The person answers; what is sent may be delayed, lost or sent again."""
        highest = max(self.sequence.get(question, 0), self.base.get(question, 0))
        self.sequence[question] = highest + 1
        incoming = IncomingAnswer(highest + 1, self.base.get(question, 0), self.name, answer)
        self.unsaved[question] = incoming
        self.shown[question] = answer
        return incoming

    def hear(self, question, sent, reply):
        """The server has answered a request: old news about an older save changes nothing."""
        verdict, sequence, answer = reply
        if sequence < self.base.get(question, 0):
            return
        self.base[question] = sequence
        pending = self.unsaved.get(question)
        if verdict == C or (pending and pending.sequence <= sequence):
            self.unsaved.pop(question, None)
            self.shown[question] = answer


# Each event: (which tab, what happens, which question or request).
EVENTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["type", "type", "deliver", "deliver", "repeat", "lose the reply"]),
        st.integers(0, 1_000),
    ),
    max_size=40,
)


class History:
    """Two tabs, a network that delays, reorders, repeats and loses, and one server."""

    def __init__(self, server):
        self.server = server
        self.tabs = (Tab("kiri"), Tab("kanan"))
        self.on_the_way, self.delivered, self.accepted = [], [], []

    def deliver(self, tab, question, sent, *, is_heard=True):
        reply = self.server.save(question, sent)
        if reply[0] == A:
            self.accepted.append((question, sent))
        self.delivered.append((tab, question, sent))
        if is_heard:
            tab.hear(question, sent, reply)

    def happen(self, turn, which, what, pick):
        tab = self.tabs[which]
        if what == "type":
            question = pick % 2 + 1
            self.on_the_way.append((tab, question, tab.type(question, f"{tab.name} {turn}")))
        elif what == "repeat" and self.delivered:
            self.deliver(*self.delivered[pick % len(self.delivered)])
        elif self.on_the_way and what != "repeat":
            # Any of those on the way may arrive first.
            request = self.on_the_way.pop(pick % len(self.on_the_way))
            self.deliver(*request, is_heard=what == "deliver")

    def settle(self):
        """The network is back: everything arrives, what was never acknowledged is sent again."""
        for request in self.on_the_way:
            self.deliver(*request)
        for tab in self.tabs:
            for question, sent in list(tab.unsaved.items()):
                self.deliver(tab, question, sent)


def check_history(server, events, stored):
    history = History(server)
    for turn, event in enumerate(events):
        history.happen(turn, *event)
    history.settle()
    tabs, accepted, deliver = history.tabs, history.accepted, history.deliver

    for question in (1, 2):
        saves = [sent for about, sent in accepted if about == question]
        # What was accepted grew in number, and each knew the one before it or was of the same tab.
        for before, after in pairwise(saves):
            assert after.sequence > before.sequence
            assert after.client == before.client or after.base >= before.sequence
        # The newest accepted answer is what is stored, and repeating everything changes nothing.
        newest = saves[-1].answer if saves else None
        assert stored(question) == newest
        for old in saves:
            assert server.save(question, old)[0] != A
        assert stored(question) == newest
    # Nothing is left unsaved: every answer is stored, or its person has been told of a newer one.
    assert not any(tab.unsaved for tab in tabs)
    # Resolving a conflict: who has seen the newest answer and answers again has the last word.
    for tab in tabs:
        for question in (1, 2):
            deliver(tab, question, tab.type(question, f"terakhir {tab.name}"))
            if tab.unsaved.get(question) is None and tab.shown[question] != f"terakhir {tab.name}":
                deliver(tab, question, tab.type(question, f"terakhir {tab.name}"))
            assert stored(question) == f"terakhir {tab.name}"


@given(events=EVENTS)
def test_the_newest_answer_stays_in_the_rule(events):
    server = Server()

    check_history(
        server, events, lambda question: getattr(server.rows.get(question), "answer", None)
    )


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=EVENTS)
def test_the_newest_answer_stays_in_the_database(events, essay_world):
    AttemptQuestion.objects.update(answer=None, sequence=0, client="", answered_at=None)

    def stored(question):
        answer = AttemptQuestion.objects.get(position=question).answer
        return answer and answer["text"]

    check_history(DatabaseServer(essay_world), events, stored)


@pytest.fixture
def essay_world(db):
    world = quiz_world("essay", "essay")
    world.start()
    return world


def test_the_same_tab_never_loses_its_own_newest_answer():
    server, tab = Server(), Tab("satu")
    sent = [tab.type(1, f"jawaban {turn}") for turn in range(5)]

    for request in reversed(sent):
        tab.hear(1, request, server.save(1, request))

    assert server.rows[1].answer == "jawaban 4"
