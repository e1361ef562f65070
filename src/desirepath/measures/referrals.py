"""How many customers bring others?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.distinct import of_units, people_and_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope, plain

if TYPE_CHECKING:
    import ibis.expr.types as ir

EVENTS = ("Referral Sent", "Invite Sent", "Friend Invited", "Friend Referred", "Product Shared")


class ReferralParams(Params):
    event: list[str] = Field(default_factory=lambda: list(EVENTS), description="Events that are a referral")


def observations(scope: Scope, params: ReferralParams) -> ir.Table:
    """One row a referral."""
    rows = of_units(scope, _sent(scope, params))
    return rows.mutate(entered_at=rows.time)


def _sent(scope: Scope, params: ReferralParams) -> ir.Table:
    rows = scope.rows()
    return rows.filter(rows.event.isin(params.event))


def _shared_keys(scope: Scope) -> list[str]:
    """Breakdowns that the referrals and the active customers have in common."""
    return [key for key in scope.keys if key not in scope.row_keys]


def aggregate(scope: Scope, params: ReferralParams) -> Mapping[str, ir.Table]:
    sent = observations(scope, params)
    each = sent.group_by([*scope.keys, *scope.unit_columns]).aggregate(sent=sent.count())
    rows = each.aggregate(
        referrers=each.count(), total=each.sent.sum(), squares=(each.sent * each.sent).sum(), by=scope.keys
    )
    everybody = scope.everybody()
    own = everybody.filter(everybody.actor == "customer")
    return {"rows": rows, "base": people_and_rows(scope, own, _shared_keys(scope), previous="prev_time")}


def finish(scope: Scope, params: ReferralParams, found: Mapping[str, list[Record]]) -> list[Row]:
    shared = _shared_keys(scope)
    active = {tuple(plain(r[key]) for key in shared): r["people"] or 0 for r in found["base"]}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people = active.get(tuple(record[key] for key in shared), 0)
        referrers = record["referrers"] or 0
        per_100 = estimators.mean(
            max(people, referrers), record["total"], record["squares"], "per_100", times=100
        )
        return per_100, {
            "referrals": record["total"] or 0,
            "referrers": referrers,
            "share": estimators.share(referrers, max(people, referrers)),
        }

    return rows_of(scope, found["rows"], number, empty={"referrers": 0, "total": 0, "squares": 0})


REFERRALS = Measure(
    name="referrals",
    version=1,
    family="referrals",
    title="Referrals per 100 customers",
    question="How many referrals do 100 active customers send?",
    params=ReferralParams,
    unit="per_100",
    better="high",
    unit_of_observation="active customer",
    tables=("journeys",),
    units=("customer", "account"),
    countable=_sent,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "referrals": "referral events",
        "referrers": "customers who sent at least one",
        "share": "referrers / active customers",
    },
    when_empty="null when nobody was active",
    small_n="Under 10 active customers nothing is drawn, under 30 only the interval.",
    does_not_answer="Whether the people who were told came (conversion from an invitation), or what is said without "
    "a link (mentions).",
    source="100 x mean referrals per active customer, zeros included, with Student's t interval.",
)
MEASURES = (REFERRALS,)
