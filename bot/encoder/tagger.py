"""Fits the tagger anew on the tuned encoder's token states, which no longer change.

A linear layer learns its tags in seconds here; at the encoder's learning rate it stays near O.
"""

import torch
from torch import Tensor
from torch.nn import functional

from bot.encoder.batches import IGNORED, Item, collate
from bot.encoder.network import Encoder

BATCH = 64
EPOCHS = 12
STEP = 4096
LEARNING_RATE = 5e-3
WEIGHT_DECAY = 1e-4


@torch.no_grad()
def token_states(model: Encoder, items: list[Item]) -> tuple[Tensor, Tensor]:
    """(tokens, hidden) and (tokens,): every token's state before the tagger, and its tag."""
    states: list[Tensor] = []
    tags: list[Tensor] = []
    head, model.tagger = model.tagger, torch.nn.Identity()
    for start in range(0, len(items), BATCH):
        batch = collate(items[start : start + BATCH])
        _, hidden = model(batch.ids, batch.mask)
        known = batch.tags != IGNORED
        states.append(hidden[known])
        tags.append(batch.tags[known])
    model.tagger = head
    return torch.cat(states), torch.cat(tags)


def fit(model: Encoder, items: list[Item]) -> float:
    """Replaces the tagger's weights; returns the share of tokens it then tags right."""
    model.eval()
    states, tags = token_states(model, sorted(items, key=lambda item: len(item.ids)))
    head = torch.nn.Linear(states.shape[1], model.tagger.out_features)
    optimizer = torch.optim.AdamW(head.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(states)).split(STEP):
            loss = functional.cross_entropy(head(states[chosen]), tags[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.tagger = head
    return float((head(states).argmax(1) == tags).float().mean())
