"""Writes the attendance rules of a package, never over what staff have changed."""

from collections.abc import Mapping
from typing import Any

from corpu.core import audit
from courses.domain.absence import AbsencePolicy
from courses.models import AttendanceRule, Programme
from courses.queries.absence import policy_of_rule
from latsar.domain.content_digest import Action, content_digest, decide
from latsar.enums import KeptReason
from latsar.exchange.attendance_data import AttendanceData
from latsar.services.load_report import LoadReport

# No source says what counts as absence; staff decide it, and a package says nothing about it.
DECIDED_HERE = ("counts_excused", "counts_sick", "absent_day")


def load_attendance_rules(*, data: AttendanceData, report: LoadReport) -> None:
    """Create or update the rules and give packaged programmes theirs; safe to repeat."""
    if not data.rules:
        return
    stored = {rule.code: rule for rule in AttendanceRule.objects.all()}
    for policy in data.rules:
        stored[policy.code] = _load(stored.get(policy.code), policy, report)
    _assign(data.programmes, stored)


def _load(
    stored: AttendanceRule | None, policy: AbsencePolicy, report: LoadReport
) -> AttendanceRule:
    values = _stated(policy)
    if stored is not None and not stored.packaged:
        report.keep(policy.code, stored.label, KeptReason.OWN)
        return stored
    written = content_digest(stored.packaged) if stored else None
    current = {content_digest(_stated(policy_of_rule(stored)))} if stored else set()
    action = decide(
        file_digest=content_digest(values),
        stored_file_digest=written,
        written_digest=written,
        current_digests=frozenset(current),
    )
    if stored is not None and action is Action.KEEP_TOUCHED:
        is_newer = stored.packaged != values
        reason = KeptReason.NEWER_TEXT if is_newer else KeptReason.EDITED
        report.keep(policy.code, stored.label, reason)
        return stored
    if stored is not None and action is Action.UNCHANGED:
        report.unchanged.append(policy.code)
        return stored
    return _write(stored, values, report)


def _write(
    stored: AttendanceRule | None, values: dict[str, Any], report: LoadReport
) -> AttendanceRule:
    rule = stored or AttendanceRule()
    for name, value in values.items():
        setattr(rule, name, value)
    rule.packaged = values
    rule.save()
    (report.updated if stored else report.created).append(rule.code)
    action = "latsar.attendance_rule.updated" if stored else "latsar.attendance_rule.created"
    audit.record(rule, action, actor=None)
    return rule


def _assign(programmes: Mapping[str, str], rules: Mapping[str, AttendanceRule]) -> None:
    """Give packaged programmes the rule of their regulation; a programme made here keeps its own.

    An organiser who wants another rule chooses it for the cohort.
    """
    for programme in Programme.objects.filter(is_own=False, code__in=programmes):
        rule = rules[programmes[programme.code]]
        if programme.attendance_rule_id != rule.pk:
            before = programme.attendance_rule_id
            programme.attendance_rule = rule
            programme.save(update_fields=["attendance_rule"])
            audit.record(
                programme,
                "latsar.programme.updated",
                actor=None,
                changes={"attendance_rule": [before, rule.pk]},
            )


def _stated(policy: AbsencePolicy) -> dict[str, Any]:
    """Return what a package can say of a rule."""
    return {name: value for name, value in policy.to_json().items() if name not in DECIDED_HERE}
