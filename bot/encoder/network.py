"""The encoder in PyTorch: a BERT with mean pooling, and a tagger on its tokens."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.encoder.weights import Pretrained


class Layer(nn.Module):
    def __init__(
        self, hidden: int, heads: int, feed_forward: int, epsilon: float, dropout: float
    ) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.attended = nn.Linear(hidden, hidden)
        self.attended_norm = nn.LayerNorm(hidden, epsilon)
        self.inner = nn.Linear(hidden, feed_forward)
        self.outer = nn.Linear(feed_forward, hidden)
        self.outer_norm = nn.LayerNorm(hidden, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: (batch, length, hidden); bias: (batch, 1, 1, length), minus infinity at padding."""
        batch, length, hidden = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) * (hidden // self.heads) ** -0.5 + bias
        context = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(x.shape)
        x = self.attended_norm(x + self.dropout(self.attended(context)))
        return self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """ids, mask: (batch, length) → sentence vectors (batch, hidden) and tag scores
    (batch, length, tags)."""

    def __init__(
        self, pretrained: Pretrained, rows: list[int], tags: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        hidden = pretrained.hidden
        self.words = nn.Embedding(len(rows), hidden)
        self.positions = nn.Embedding(192, hidden)
        self.norm = nn.LayerNorm(hidden, pretrained.epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, pretrained.heads, pretrained.feed_forward, pretrained.epsilon, dropout)
            for _ in range(pretrained.layers)
        )
        self.dropout = nn.Dropout(dropout)
        self.tagger = nn.Linear(hidden, tags)
        self._take_over(pretrained, rows)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        weights = mask.to(torch.float32)
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(positions)))
        bias = (1.0 - weights)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True)
        return pooled, self.tagger(self.dropout(x))

    def _take_over(self, pretrained: Pretrained, rows: list[int]) -> None:
        tensors = {
            name: torch.from_numpy(value.copy()) for name, value in pretrained.tensors.items()
        }
        hidden = pretrained.hidden
        state = self.state_dict()
        state["words.weight"] = tensors["emb.word"].view(-1, hidden)[rows]
        kind = tensors["emb.type"].view(-1, hidden)[0]
        state["positions.weight"] = tensors["emb.pos"].view(-1, hidden)[:192] + kind
        state["norm.weight"], state["norm.bias"] = tensors["emb.ln.w"], tensors["emb.ln.b"]
        names = {
            "query": "q", "key": "k", "value": "v", "attended": "ao", "attended_norm": "aln",
            "inner": "fi", "outer": "fo", "outer_norm": "oln",
        }  # fmt: skip
        for index in range(pretrained.layers):
            for ours, theirs in names.items():
                for part, suffix in (("weight", "w"), ("bias", "b")):
                    key = f"layers.{index}.{ours}.{part}"
                    state[key] = tensors[f"l{index}.{theirs}.{suffix}"].view(state[key].shape)
        self.load_state_dict(state)
