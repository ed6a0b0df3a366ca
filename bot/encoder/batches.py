"""Batches for the contrastive loss: groups of one label, so that every message has company."""

import random
from collections import defaultdict
from dataclasses import dataclass

import torch
from torch import Tensor

GROUP = 4
BATCH = 64
IGNORED = -100


@dataclass(frozen=True)
class Item:
    ids: list[int]
    tags: list[int]
    label: int


@dataclass(frozen=True)
class Batch:
    ids: Tensor
    mask: Tensor
    tags: Tensor
    labels: Tensor


def epoch(items: list[Item], generator: random.Random) -> list[list[Item]]:
    """Every item once, shuffled, in groups of up to four of a label, sixteen groups to a batch.

    Groups and batches hold messages of like length, give or take: padding costs as much as text.
    """

    def rough_length(members: list[Item]) -> float:
        return sum(len(m.ids) for m in members) / len(members) * generator.uniform(0.75, 1.33)

    by_label: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_label[item.label].append(item)
    groups = []
    for members in by_label.values():
        members.sort(key=lambda item: rough_length([item]))
        groups += [members[i : i + GROUP] for i in range(0, len(members), GROUP)]
    groups.sort(key=rough_length)
    flat = [item for group in groups for item in group]
    batches = [flat[i : i + BATCH] for i in range(0, len(flat), BATCH)]
    generator.shuffle(batches)
    return batches


def collate(items: list[Item]) -> Batch:
    longest = max(len(item.ids) for item in items)

    def padded(rows: list[list[int]], filler: int) -> Tensor:
        return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])

    return Batch(
        ids=padded([item.ids for item in items], 0),
        mask=padded([[1] * len(item.ids) for item in items], 0),
        tags=padded([item.tags for item in items], IGNORED),
        labels=torch.tensor([item.label for item in items]),
    )
