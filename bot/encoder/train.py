"""Fine-tunes the encoder: supervised contrastive loss on the labels, cross-entropy on the tags.

Runs in the encoder's environment on what `bot.encoder.prepare` wrote. Writes `encoder.pt`.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from bot.encoder.batches import IGNORED, Item, collate, epoch
from bot.encoder.network import Encoder
from bot.encoder.tagger import fit
from bot.encoder.weights import load, packaged_file

TEMPERATURE = 0.1
LEARNING_RATE = 3e-4
LAYER_DECAY = 0.9
WEIGHT_DECAY = 0.01
WARM_UP = 0.1
TAG_WEIGHT = 0.5


def contrastive_loss(vectors: Tensor, labels: Tensor) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020): same label together, others apart."""
    unit = functional.normalize(vectors, dim=1)
    similar = unit @ unit.T / TEMPERATURE
    itself = torch.eye(len(labels), dtype=torch.bool)
    similar = similar.masked_fill(itself, -1e9)
    log_probability = similar - similar.logsumexp(1, keepdim=True)
    positive = (labels[:, None] == labels[None, :]) & ~itself
    counts = positive.sum(1)
    each = -(log_probability * positive).sum(1) / counts.clamp(min=1)
    return each[counts > 0].mean()


def parameter_groups(model: Encoder) -> list[dict[str, object]]:
    """Lower layers learn more slowly: what they know of Chinese is worth keeping."""
    depth = len(model.layers) + 1
    groups = []
    for name, parameter in model.named_parameters():
        part = name.split(".")
        level = int(part[1]) + 1 if part[0] == "layers" else (depth if part[0] == "tagger" else 0)
        groups.append(
            {
                "params": [parameter],
                "lr": LEARNING_RATE * LAYER_DECAY ** (depth - level),
                "weight_decay": WEIGHT_DECAY if parameter.ndim > 1 else 0.0,
            }
        )
    return groups


def fine_tune(model: Encoder, items: list[Item], epochs: int, seed: int, bf16: bool) -> None:
    generator = random.Random(seed)
    torch.manual_seed(seed)
    plan = [collate(rows) for _ in range(epochs) for rows in epoch(items, generator)]
    optimizer = torch.optim.AdamW(parameter_groups(model))

    def rate(step: int) -> float:
        warm = WARM_UP * len(plan)
        return min((step + 1) / warm, (len(plan) - step) / (len(plan) - warm))

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    model.train()
    started, running = time.monotonic(), 0.0
    for step, batch in enumerate(plan):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            vectors, scores = model(batch.ids, batch.mask)
        tagging = functional.cross_entropy(
            scores.float().transpose(1, 2), batch.tags, ignore_index=IGNORED
        )
        loss = contrastive_loss(vectors.float(), batch.labels) + TAG_WEIGHT * tagging
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        if not math.isfinite(loss.item()):
            raise FloatingPointError(f"loss at step {step}")
        running = 0.95 * running + 0.05 * loss.item() if step else loss.item()
        if step % 20 == 0:
            left = (time.monotonic() - started) / (step + 1) * (len(plan) - step - 1)
            print(
                f"step {step}/{len(plan)} loss {running:.3f}, {left / 60:.1f} min left", flush=True
            )
    model.eval()


def has_bf16(cpu: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor reckons in bf16: three times faster if so, else thirty times slower."""
    return cpu.exists() and "avx512_bf16" in cpu.read_text("utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only so many examples, to try the way")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rows = [
        json.loads(line)
        for line in (options.prepared / "examples.jsonl").open("r", encoding="utf-8")
    ]
    if options.limit:
        rows = random.Random(options.seed).sample(rows, options.limit)
    labels = sorted({row["label"] for row in rows})
    tags = ["O", *sorted({tag for row in rows for tag in row["tags"]} - {"O"})]
    items = [
        Item(row["ids"], [tags.index(tag) for tag in row["tags"]], labels.index(row["label"]))
        for row in rows
    ]
    vocabulary = json.loads((options.prepared / "vocabulary.json").read_text("utf-8"))
    model = Encoder(load(packaged_file()), [row for _, _, row in vocabulary], len(tags))
    fine_tune(model, items, options.epochs, options.seed, has_bf16())
    print(f"tags right: {fit(model, items):.4f}")
    torch.save({"state": model.state_dict(), "tags": tags}, options.prepared / "encoder.pt")


if __name__ == "__main__":
    main()
