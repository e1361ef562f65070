"""What the build has counted of all journeys already, for questions about everybody at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desirepath.domain.duration import seconds
from desirepath.measures.scope import Scope
from desirepath.measures.visits import AROUND, VisitParams

if TYPE_CHECKING:
    import ibis.expr.types as ir


def passages(scope: Scope, params: VisitParams) -> ir.Table | None:
    """Rows of PASSAGES with the flags `ended` and `still_open`; None where some journeys are asked, or parts of them.

    A row of a last visit is one of the two, as `ended_after` says.
    """
    import ibis

    if not scope.view.is_whole(scope.table_name):
        return None
    some = scope.customer_rules or scope.by or scope.start or scope.end or not scope.keeps_whole_customers
    if some or params.of not in AROUND or not params.repeats:
        return None
    found = scope.view.passages[scope.table_name].rows
    ended = ibis.literal(False)
    if scope.now is not None:
        moment = scope.now - timedelta(seconds=seconds(params.ended_after))
        ended = (found.last_time <= moment).fill_null(False)
    return found.mutate(ended=ended, still_open=found.last_time.notnull() & ~ended)
