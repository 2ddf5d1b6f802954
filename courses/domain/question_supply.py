"""Says how many questions of a bank fit one part of a quiz, by the rule that draws them."""

import random
from collections.abc import Sequence
from dataclasses import replace

from courses.domain.drawing import Candidate, Part, draw


def found_for(part: Part, candidates: Sequence[Candidate]) -> int:
    """Return how many questions a part could draw if it had the bank for itself."""
    everything = replace(part, count=len(candidates))
    # The number does not depend on chance.
    return len(draw([everything], candidates, random.Random(0)).chosen)  # noqa: S311
