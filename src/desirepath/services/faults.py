"""What is wrong with choices before any row is read, named by column or by choice."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from desirepath.lake.tables import FEEDBACK
from desirepath.services.choices import SINGLE, WHO, Choices, Fault, recipe_of

NAMES = {
    "event": "the event", "time": "the time", "user_id": "the customer", "email": "the e-mail address",
    "anonymous_id": "the visitor", "account_id": "the account", "order_id": "the order", "revenue": "the money",
    "currency": "the currency", "score": "the score", "text": "the words", "language": "the language",
    "channel": "the channel", "touchpoint": "the touchpoint", "device": "the device", "product": "the product",
    "agent": "the agent", "campaign": "the campaign", "campaign_source": "the campaign’s source",
    "medium": "the medium",
}  # fmt: skip


def faults(choices: Choices) -> list[Fault]:
    """Everything that keeps choices from being a recipe; none when they are one."""
    found = [*_twice(choices), *(_of_traits(choices) if choices.rows == "traits" else _of_events(choices))]
    return found or list(_of_recipe(choices))


def _twice(choices: Choices) -> Iterator[Fault]:
    for role in SINGLE:
        columns = [column.name for column in choices.columns if column.role == role]
        for further in columns[1:]:
            yield Fault(
                column=further,
                message=f"“{columns[0]}” and “{further}” are both {NAMES[role]}.",
                remedy="Only one column can be; keep the other as a property.",
            )


def _of_events(choices: Choices) -> Iterator[Fault]:
    if choices.column("time") is None:
        yield Fault(
            field="time",
            message="No column is the time.",
            remedy="Choose “Time” for the column that says when each row happened.",
        )
    if choices.column("event") is None and not (choices.event or "").strip():
        yield Fault(
            field="event",
            message="Nothing says what happened.",
            remedy="Name the event, or choose “Event” for the column that names it.",
        )
    if choices.kind not in FEEDBACK and not any(choices.column(role) for role in WHO):
        yield Fault(
            field="who",
            message="No column says who.",
            remedy="Choose “Customer”, “E-mail”, “Visitor” or “Account” for a column. Only surveys, reviews and "
            "mentions may be anonymous.",
        )
    if choices.column("score") and choices.scale is None:
        yield Fault(
            field="scale", message="The score has no scale.", remedy="Choose stars, NPS, CSAT or CES."
        )
    for column in choices.columns:
        if column.role == "later" and not (column.event or "").strip():
            yield Fault(
                column=column.name,
                message=f"“{column.name}” is the time of another event, which has no name.",
                remedy="Name what happened then, such as Order delivered.",
            )


def _of_traits(choices: Choices) -> Iterator[Fault]:
    if not any(choices.column(role) for role in WHO):
        yield Fault(
            field="who",
            message="No column says who is described.",
            remedy="Choose “Customer” or “Account” for the column with the id.",
        )
    if not any(column.role == "property" for column in choices.columns):
        yield Fault(
            field="rows",
            message="No column is kept.",
            remedy="Choose “Property” for what is known of them.",
        )


def _of_recipe(choices: Choices) -> Iterator[Fault]:
    """What the recipe's own model refuses, such as a time zone that does not exist."""
    try:
        recipe_of(choices)
    except ValidationError as error:
        for told in error.errors():
            field = str(told["loc"][0]) if told["loc"] else None
            yield Fault(
                field=field,
                message=f"{str(field or 'This').replace('_', ' ').capitalize()}: {told['msg']}",
                remedy="Change this choice.",
            )
