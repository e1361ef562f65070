"""What people call the parts of a map in a spreadsheet: tables to read and to extend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from desirepath.domain.map import Lane

Key = TypeVar("Key")

STAGES = "stage|stages|phase|phases|journey stage|journey stages|journey phase|journey phases|section"
STEPS = "step|steps|journey step|journey steps|sub stage|substage|substep|moment|moments"

LANES = {
    Lane.GOAL: "goal|goals|customer goal|user goal|objective|objectives|need|needs|jobs|jobs to be done|job to be done|"
    "expectation|expectations|desired outcome",
    Lane.MOTIVATION: "motivation|motivations|why|reason|reasons|trigger|triggers",
    Lane.ACTION: "action|actions|user action|user actions|customer action|customer actions|activity|activities|doing|"
    "behavior|behaviour|behaviors|behaviours|process|task|tasks|what they do|customer activities",
    Lane.TOUCHPOINT: "touchpoint|touchpoints|touch point|touch points|channel|channels|contact point|contact points|"
    "interaction|interactions|physical evidence|where",
    Lane.THOUGHT: "thought|thoughts|thinking|quote|quotes|mindset|question|questions|what they think|what they say|"
    "in their words|verbatim|verbatims|thoughts and feelings|voice of the customer",
    Lane.EMOTION: "emotion|emotions|emotional journey|emotion curve|emotional curve|feeling|feelings|mood|sentiment|"
    "satisfaction|experience|emotional state|emotion score|emotional score|feels",
    Lane.PAIN: "pain|pains|pain point|pain points|problem|problems|frustration|frustrations|barrier|barriers|friction|"
    "frictions|issue|issues|challenge|challenges|obstacle|obstacles",
    Lane.GAIN: "gain|gains|delight|delights|positive|positives|highlight|highlights|what delights|driver|drivers|"
    "what works|wow moment|wow moments",
    Lane.MEASURE: "measure|measures|metric|metrics|kpi|kpis|number|numbers|success metric|success metrics",
    Lane.OPPORTUNITY: "opportunity|opportunities|idea|ideas|improvement|improvements|recommendation|recommendations|"
    "solution|solutions|how might we",
    Lane.ACTION_ITEM: "action item|action items|to do|to dos|todo|todos|next step|next steps|measures taken|initiative|"
    "initiatives|plan",
    Lane.FRONT_STAGE: "front stage|frontstage|onstage|on stage|employee actions|staff actions|visible actions",
    Lane.BACK_STAGE: "back stage|backstage|behind the scenes|internal process|internal processes|invisible actions",
    Lane.SUPPORT: "support|support process|support processes|supporting processes|system|systems|technology|tools|"
    "departments|department",
    Lane.IMAGE: "image|images|picture|pictures|storyboard|screenshot|screenshots|photo|photos",
    Lane.RISK: "risk|risks|threat|threats|danger|dangers",
}
"""Lanes by what they are called. Words of a longer name decide where the name as a whole is unknown."""

COLUMNS = {
    "stage": STAGES,
    "step": STEPS,
    "lane": "lane|lanes|type|card type|category|row|kind|swimlane",
    "text": "text|card|content|title|description|note|value|entry|card text",
    "detail": "detail|details|more|comment|comments",
    "persona": "persona|personas|actor|customer|user",
    "channel": "channel|channels",
    "evidence": "evidence|confidence|evidence level|how we know",
    "source": "source|sources|reference|origin",
    "owner": "owner|owners|responsible|assignee|who",
    "tags": "tag|tags|label|labels",
    "order": "order|position|no|nr|index|sort",
    "due": "due|due date|deadline|until",
    "status": "status|state",
}
"""Columns of the long form, one row a card, besides columns that are named after a lane."""

EVIDENCE = {
    "measured": "measured|data|analytics|counted|solid|validated|fact",
    "reported": "reported|interview|interviews|survey|research|told|heard|qualitative",
    "assumed": "assumed|assumption|guess|hypothesis|believed|unknown|none",
}
STATUS = {
    "planned": "planned|open|to do|todo|backlog|proposed",
    "running": "running|in progress|doing|ongoing|started",
    "done": "done|closed|finished|complete|completed",
    "dropped": "dropped|cancelled|canceled|rejected",
}


def _turned(table: Mapping[Key, str]) -> dict[str, Key]:
    return {name: key for key, names in table.items() for name in names.split("|")}


STAGE, STEP = frozenset(STAGES.split("|")), frozenset(STEPS.split("|"))
_LANES, _COLUMNS = _turned(LANES), _turned(COLUMNS)
_EVIDENCE, _STATUS = _turned(EVIDENCE), _turned(STATUS)


def plain(name: str) -> str:
    """A name in lower case with single spaces and without signs.

    >>> plain("  Pain-points: "), plain("Thoughts & feelings"), plain("action_item")
    ('pain points', 'thoughts and feelings', 'action item')
    """
    return " ".join(re.sub(r"[\W_]+", " ", name.replace("&", " and ").lower()).split())


def lane_named(name: str) -> Lane | None:
    """The lane that is called exactly so."""
    return _LANES.get(plain(name))


def lane_guessed(name: str) -> Lane | None:
    """The lane whose name stands in a longer one; the longest such name decides.

    >>> lane_guessed("Top 3 pain points (draft)"), lane_guessed("Next steps of the team"), lane_guessed("Weather")
    (<Lane.PAIN: 'pain'>, <Lane.ACTION_ITEM: 'action_item'>, None)
    """
    told = f" {plain(name)} "
    found = [known for known in _LANES if f" {known} " in told]
    return _LANES[max(found, key=len)] if found else None


def column_named(name: str) -> str | None:
    """What a column of the long form holds: stage, step, lane, text, owner, …"""
    return _COLUMNS.get(plain(name))


def evidence_named(text: str) -> str | None:
    return _EVIDENCE.get(plain(text))


def status_named(text: str) -> str | None:
    return _STATUS.get(plain(text))
