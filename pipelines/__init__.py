"""Articles to indicator table, stage by stage: documents, mentions, observations, progress, checks, store, publish."""

from __future__ import annotations
