"""Settings of a workspace, as they stand in `workspace.yaml`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from desirepath.domain.map import Duration
from desirepath.errors import nearest

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Signal = str | dict[str, str]
EngineName = Annotated[
    str, StringConstraints(pattern=r"^(duckdb|spark|local(\[[0-9*]+\])?|yarn|(spark|k8s)://\S+)$")
]
PropertyName = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]{0,62}$")]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f'"{name}" is not a time zone. {nearest(name, available_timezones())}')
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Segment(BaseModel):
    """A named filter on customers: a boolean expression over customer columns and traits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str | None = None
    where: str
    as_of: Literal["now", "start"] = Field(
        "now",
        description='"now" may use later facts and is labelled so; "start" only what was known first',
    )


class Contract(BaseModel):
    """What starts, renews and ends a contract: names of events, or values of kept properties as in `{level: paid}`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: list[Signal] = Field(min_length=1, description="What begins it")
    renew: list[Signal] = Field(
        default_factory=list,
        description="What prolongs it by `period`; with none a contract runs until something ends it",
    )
    end: list[Signal] = Field(default_factory=list, description="What ends it at once")
    leaving: list[str] = Field(
        default_factory=list,
        description="Events on the way out, as a page to cancel: they are the end and no sign of it",
    )
    period: Duration = Field(
        "30d", description="What one payment pays for; without renewals the time looked ahead"
    )
    grace: Duration = Field("3d", description="How late a renewal may come")

    @model_validator(mode="after")
    def _ends_somehow(self) -> Self:
        if not self.renew and not self.end:
            raise ValueError("contract: name what renews it or what ends it, or nobody is ever lost.")
        return self


class ForecastSettings(BaseModel):
    """What a forecast takes for granted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    discount: float = Field(0.1, ge=0, le=1, description="Yearly: money of a later month counts less")
    inactive_after: Duration | None = Field(
        None, description="Silence in whole days after which a customer has left; null: found in the data"
    )
    activity: Literal["orders", "anything"] | None = Field(
        None, description="What ends a silence; null: orders, or anything where there are none"
    )
    churn: Literal["inactivity", "contract"] = Field(
        "inactivity", description="What it means to be lost: to fall silent, or to have no contract any more"
    )
    contract: Contract | None = Field(None, description="What starts, renews and ends a contract")
    product_group: PropertyName | None = Field(
        None,
        description="Kept property, or `product`, that is the group of products; null: `category` or a like one",
    )

    @model_validator(mode="after")
    def _contract_is_said(self) -> Self:
        if self.churn == "contract" and self.contract is None:
            raise ValueError("churn: contract needs contract: {start: […], end: […]} beside it.")
        return self


class Settings(BaseModel):
    """What holds for a whole workspace."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    desirepath: Literal[1] = 1
    name: str = "shop"
    timezone: TimeZone = "UTC"
    currency: Currency = "EUR"
    rates: dict[Currency, Decimal] = Field(
        default_factory=dict, description="Value of one unit of another currency in the workspace's own"
    )
    session_gap: Duration = "30m"
    keep: list[PropertyName] = Field(
        default_factory=list, description="Event properties that become columns for filters and breakdowns"
    )
    happens: list[PropertyName] = Field(
        default_factory=list,
        description="Kept properties, or `product`, that are done to customers rather than chosen by them: of these "
        "alone is said what they cost",
    )
    segments: dict[str, Segment] = Field(default_factory=dict)
    junk_ids: list[str] = Field(
        default_factory=list, description="Ids that never link people, besides the built-in ones"
    )
    buckets: int | None = Field(None, description="A power of two; null: chosen from the amount of data")
    upload_limit_mb: int = Field(
        2_000, ge=1, description="Largest file, in megabytes, that may be brought in the browser"
    )
    approvals: int = Field(
        0, ge=0, le=20, description="How many others must approve of a draft before it is published"
    )
    forecast: ForecastSettings = Field(
        default_factory=ForecastSettings, description="What a forecast takes for granted"
    )
    engine: EngineName = Field(
        "duckdb",
        description="What builds and answers: duckdb, spark (on this machine), or the address of a cluster's master as "
        "in spark://host:7077",
    )
    spark: dict[str, str] = Field(
        default_factory=dict, description="Further settings of Spark, as in spark.executor.memory: 8g"
    )
    synthetic: bool = Field(False, description="The data are made up; every picture says so")

    @model_validator(mode="after")
    def _known_happenings(self) -> Self:
        known = [*self.keep, "product"]
        for name in self.happens:
            if name not in known:
                raise ValueError(f'happens: "{name}" is no property under keep. {nearest(name, known)}')
        return self
