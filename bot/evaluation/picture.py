"""The confusion matrix as a picture."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.evaluation.metrics import LabelPair


def draw_confusion(pairs: Sequence[LabelPair], target: Path) -> None:
    """Rows: what customers meant. Each row's cells are its shares of what was predicted."""
    names = sorted({name for pair in pairs for name in pair})
    index = {name: i for i, name in enumerate(names)}
    shares = np.zeros((len(names), len(names)))
    for (gold, found), number in Counter(pairs).items():
        shares[index[gold], index[found]] = number
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(14, 13))
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    image = axes.imshow(np.sqrt(shares), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("predicted")
    axes.set_ylabel("annotated")
    for row, column in np.argwhere(shares >= 0.005):
        if row != column:
            text = f"{shares[row, column] * 100:.0f}"
            axes.text(column, row, text, ha="center", va="center", fontsize=5, color="darkred")
    bar = figure.colorbar(image, ax=axes, shrink=0.6, label="share of the row")
    ticks = [0.0, 0.05, 0.25, 0.5, 1.0]
    bar.set_ticks([tick**0.5 for tick in ticks])
    bar.set_ticklabels([f"{tick:.0%}" for tick in ticks])
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=110)
