"""The sample shop "Loam": made-up data as they really are, with known truths planted in them."""

from desirepath.ingest.sample.making import Summary, generate
from desirepath.ingest.sample.workspace import write_workspace

__all__ = ["Summary", "generate", "write_workspace"]
