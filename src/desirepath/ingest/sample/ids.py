"""How the systems of the shop know people: account numbers, e-mail addresses, cookies of devices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.ingest.sample.columns import numbered, picked, scattered
from desirepath.ingest.sample.lives import Lives, People
from desirepath.ingest.sample.story import Reals, Wholes

NAMES = [
    "ines",
    "marc",
    "lucia",
    "joao",
    "anna",
    "pierre",
    "claire",
    "lena",
    "paolo",
    "sofia",
    "miguel",
    "marta",
    "tiago",
    "camille",
    "jonas",
    "giulia",
    "carlos",
    "elena",
    "rita",
    "hugo",
    "julie",
    "felix",
    "chiara",
    "noor",
    "pablo",
    "alba",
    "diogo",
    "ana",
    "manon",
    "lukas",
    "teresa",
    "andre",
    "laura",
    "mathis",
    "greta",
    "dario",
]
HOSTS = ("example.com", "example.org", "example.net", "mail.example")
DEVICES = ("phone", "laptop", "tablet", "store tablet")
STORE_TABLET = 3
"""The device code of the tablet in the store that many customers use."""
TABLET_ID = "tablet-gracia-01"
JUNK_USERS = ("undefined", "null")
NOBODY = "00000000-0000-0000-0000-000000000000"
PER_PERSON = 3


@dataclass(frozen=True)
class Known:
    """From when on a system can name a person; infinite: never."""

    account: Reals
    email: Reals


def known(people: People, lives: Lives) -> Known:
    """Accounts begin with an early sign-up or the first order; guests leave their e-mail with the order."""
    first_order = np.where(lives.nth == 1, lives.time, np.inf).min(axis=1)
    early = np.where(people.signs_up_early, people.visits + 0.004, np.inf)
    account = np.where(people.has_account | people.signs_up_early, np.minimum(first_order, early), np.inf)
    return Known(account=account, email=np.minimum(first_order, early))


@dataclass(frozen=True)
class Ids:
    """Every id of the people of a chunk, made once; asked for by a person's place in the chunk."""

    accounts: pa.Array  # and behind them the junk ids
    addresses: pa.Array
    cookies: pa.Array  # three a person, then the store's tablet, then the id that is nobody's

    @staticmethod
    def of(numbers: Wholes) -> Ids:
        junk = pa.array(JUNK_USERS)
        devices = (numbers[:, None] * PER_PERSON + np.arange(PER_PERSON)).ravel()
        return Ids(
            accounts=pa.concat_arrays([numbered("C-", numbers + 10_000, 7), junk]),
            addresses=_addresses(numbers),
            cookies=pa.concat_arrays([scattered("v", devices), pa.array([TABLET_ID, NOBODY])]),
        )

    def account(self, person: Wholes) -> pa.Array:
        """C-0010042"""
        return picked(self.accounts, person)

    def email(self, person: Wholes) -> pa.Array:
        """ines.10042@example.org"""
        return picked(self.addresses, person)

    def cookie(self, person: Wholes, device: Wholes) -> pa.Array:
        """The cookie of a device; the store's tablet has one for everybody, and -1 has none."""
        shared = len(self.cookies) - 2
        at = np.where(device == STORE_TABLET, shared, person * PER_PERSON + device)
        return picked(self.cookies, np.where(device < 0, -1, at))


def _addresses(numbers: Wholes) -> pa.Array:
    """One address in nine is written with a capital, as people do."""
    name = picked(NAMES, numbers * 7 % len(NAMES))
    written = pc.if_else(pa.array(numbers % 9 == 0), pc.utf8_capitalize(name), name)
    local = pc.binary_join_element_wise(written, pa.array(numbers + 10_000).cast(pa.string()), ".")
    return pc.binary_join_element_wise(local, picked(HOSTS, numbers % len(HOSTS)), "@")


def order_ids(numbers: Wholes, nth: Wholes) -> pa.Array:
    """O-502547716127: the shop's order numbers do not tell whose order it is."""
    return scattered("O-", numbers * 16 + nth)
