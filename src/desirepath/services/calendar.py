"""Reviews and due dates as a calendar that other programs can subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desirepath.domain.action import OVER
from desirepath.domain.review import Cadence
from desirepath.services.editing import Desk

RULES = {
    Cadence.WEEKLY: {"freq": "weekly"},
    Cadence.MONTHLY: {"freq": "weekly", "interval": 4},
    Cadence.QUARTERLY: {"freq": "weekly", "interval": 13},
}


def feed(desk: Desk, at: datetime) -> bytes:
    """Every review that is planned, and every action that is due, as whole days."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Desire Path//reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{desk.workspace.settings.name}: reviews and actions")

    def enter(uid: str, day: date, summary: str, description: str, cadence: Cadence | None = None) -> None:
        event = Event()
        event.add("uid", f"{uid}@{desk.workspace.settings.name}.desirepath")
        event.add("dtstamp", at.replace(tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", description)
        if cadence is not None:
            event.add("rrule", RULES[cadence])
        calendar.add_component(event)

    for rhythm in desk.reviews.rhythms():
        title = desk.workspace.published(rhythm.map).map.title
        enter(
            f"review-{rhythm.map}", rhythm.next, f"Review: {title}", ", ".join(rhythm.people), rhythm.cadence
        )
    for kept in desk.actions.all():
        action = kept.action
        if action.due is not None and action.status not in OVER:
            enter(
                f"action-{kept.number}", action.due, f"Due: {action.title}", action.owner or "nobody owns it"
            )
    text: bytes = calendar.to_ical()
    return text
