"""Write docs/tutorials/orders.csv: half a year of a small bicycle repair shop, made up, the same at every run.

One in five repairs is late; late ones are rated worse and bring fewer people back. The tutorial finds that.
Usage: python scripts/make_tutorial_data.py
"""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs/tutorials/orders.csv"
HEAD = ["customer_email", "event", "happened_at", "channel", "amount_eur", "stars"]
FIRST, LAST = datetime(2026, 1, 5, 8), datetime(2026, 6, 30, 20)


def visit(chance: random.Random, who: str, start: datetime) -> tuple[list[list[str]], datetime | None]:
    """One visit as rows, and when the same customer comes again, if ever."""
    rows: list[list[str]] = []
    now = start

    def row(event: str, channel: str, amount: str = "", stars: str = "") -> None:
        if now <= LAST:
            rows.append([who, event, now.strftime("%Y-%m-%d %H:%M:%S"), channel, amount, stars])

    row("Website Visited", "web")
    now += timedelta(minutes=chance.randint(2, 25))
    row("Price List Viewed", "web")
    if chance.random() < 0.35:
        return rows, start + timedelta(days=chance.randint(9, 40)) if chance.random() < 0.25 else None
    now += timedelta(hours=chance.randint(1, 70))
    row("Appointment Booked", "web" if chance.random() < 0.7 else "phone")
    if chance.random() < 0.08:
        return rows, None
    now += timedelta(days=chance.randint(1, 6), hours=chance.randint(0, 8))
    row("Bicycle Dropped Off", "store")
    late = chance.random() < 0.2
    now += timedelta(days=chance.randint(6, 12) if late else chance.randint(1, 3))
    row("Repair Paid", "store", amount=f"{chance.choice([19, 39, 59, 89, 120])}.00")
    if chance.random() < 0.6:
        now += timedelta(hours=chance.randint(3, 50))
        row("Review Written", "email", stars=str(chance.choice([1, 2, 2, 3] if late else [3, 4, 4, 5, 5])))
    again = chance.random() < (0.1 if late else 0.4)
    return rows, now + timedelta(days=chance.randint(20, 80)) if again else None


def rows() -> list[list[str]]:
    chance = random.Random(7)
    made: list[list[str]] = []
    for number in range(700):
        when: datetime | None = FIRST + timedelta(minutes=chance.randint(0, 175 * 24 * 60))
        while when is not None and when < LAST:
            more, when = visit(chance, f"rider{number:03}@example.org", when)
            made += more
    return sorted(made, key=lambda row: (row[2], row[0], row[1]))


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, *rows()])
