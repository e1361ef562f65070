"""Make a large file of events of a web shop, the same for the same numbers and seed.

Each customer has some sessions, each session some events that go down a shop's path more or less far; a few customers
have many, most have few. The file is sorted by time, as exports are.
"""

from pathlib import Path

import duckdb

SECONDS = 2 * 365 * 86_400


def make_events(
    path: Path, events: int, customers: int, seed: int = 1, memory: str = "3GB", places: int = 1
) -> int:
    """Write a CSV of exactly `events` rows and return its size in bytes.

    places : at how many places each of the ten events happens; from the second on they are part of its name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.execute(f"set memory_limit = '{memory}'; set temp_directory = '{path.parent / 'spill'}'")
        db.execute("set preserve_insertion_order = false")
        # A number from 0 to 1 that depends on nothing but its arguments.
        db.execute(f"create macro u(a, b, salt) as (hash(a, b, salt, {seed}) % 1000003 + 0.5) / 1000003.0")
        more_sessions = max(events / customers / 6.5 - 1, 0)  # a session has 6.5 events in the mean
        db.execute(
            f"""
            create table sessions as
            select c, s, date '2024-10-01' + to_seconds(
                cast(fmod(u(c, 0, 2) * {SECONDS} + s * 86400 * (1 - ln(u(c, s, 3)) * 12), {SECONDS}) as bigint)
                ) as start, cast(1 - ln(u(c, s, 4)) * 5.5 as int) as length
            from (select c, unnest(range(0, cast(1 - ln(u(c, 0, 1)) * {more_sessions} as int))) as s
                  from range({int(customers)}) t(c))
            """
        )
        # Chance made a few too many or too few: the longest sessions give or take one, as often as it needs.
        while missing := events - db.execute("select sum(length)::bigint from sessions").fetchall()[0][0]:
            db.execute(
                f"""
                update sessions set length = length + {1 if missing > 0 else -1}
                where rowid in (select rowid from sessions order by length desc, c, s limit {abs(missing)})
                """
            )
        db.execute(
            f"""
            copy (
                select 'e' || c || '-' || s || '-' || i as event_id,
                    'c' || lpad(c::text, 7, '0') as customer,
                    if(place = 0, event, event || ' ' || (place + 1)) as event,
                    strftime(start + to_seconds(cast(i * 40 + u(c * 1000 + s, i, 5) * 39 as bigint)),
                        '%Y-%m-%d %H:%M:%S') as time,
                    case when event in ('Review Written', 'Newsletter Opened') then 'email'
                        when u(c, s, 6) < 0.55 then 'web' when u(c, s, 6) < 0.92 then 'app' else 'store' end as channel,
                    case when event = 'Order Completed' then round(8 + 190 * pow(u(c * 1000 + s, i, 7), 3), 2)
                        end as revenue,
                    case when event = 'Review Written' then 1 + cast(floor(4.999 * sqrt(u(c * 1000 + s, i, 8))) as int)
                        end as stars
                from (
                    select c, s, i, start, hash(c * 1000 + s, i, 11, {seed}) % {int(places)} as place, case
                        when i = 0 then if(u(c, s, 9) < 0.2, 'Newsletter Opened', 'Page Viewed')
                        when d < 0.30 then 'Page Viewed'
                        when d < 0.42 then 'Search Done'
                        when d < 0.72 then 'Product Viewed'
                        when d < 0.84 then 'Product Added'
                        when d < 0.90 then 'Checkout Started'
                        when d < 0.95 then 'Order Completed'
                        when d < 0.97 then 'Review Written'
                        when d < 0.99 then 'Help Read'
                        else 'Support Contacted' end as event
                    from (select c, s, start, i, 0.8 * u(c * 1000 + s, i, 10) + 0.2 * least(i / 12.0, 1) as d
                          from (select c, s, start, unnest(range(length)) as i from sessions))
                )
                order by start, c, s, i
            ) to '{path}' (header, delimiter ',')
            """
        )
        return path.stat().st_size
