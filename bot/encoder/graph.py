"""The encoder as an ONNX graph of the runtime's fused int8 operators, for one message at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]
"""By their names in `Encoder.state_dict()`."""

MICROSOFT = "com.microsoft"
OPSETS = (("", 17), (MICROSOFT, 1))
IR_VERSION = 8

WEIGHT_LIMIT = 63
"""Seven bits: where a processor adds two products in sixteen bits (AVX2), eight overflow, which
costs precision and makes the result depend on the processor. Measured against float vectors:
cosine 0.995 instead of 0.994."""


class _Graph:
    def __init__(self, weights: Weights, heads: int, epsilon: float) -> None:
        self.weights = weights
        self.heads = heads
        self.epsilon = epsilon
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def node(self, operator: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, outputs, **attributes))
        return outputs[0]

    def fused(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        return self.node(operator, inputs, output, domain=MICROSOFT, **attributes)

    def embedded(self) -> str:
        """Each piece's row, in int8 with a scale of its own, and its position's."""
        words = self.weights["words.weight"]
        scales = (np.abs(words).max(axis=1, keepdims=True) / 127).clip(1e-9).astype(np.float32)
        rows = self.constant("words", np.rint(words / scales).astype(np.int8))
        self.node("Gather", [rows, "ids"], "rows")
        self.node("Cast", ["rows"], "row_values", to=TensorProto.FLOAT)
        self.node("Gather", [self.constant("word_scales", scales), "ids"], "row_scales")
        self.node("Mul", ["row_values", "row_scales"], "row_words")
        self.node("Shape", ["ids"], "length", start=1)
        zero = self.constant("zero", np.zeros(1, np.int64))
        places = self.constant("positions", self.weights["positions.weight"][None])
        first = self.constant("second_axis", np.ones(1, np.int64))
        self.node("Slice", [places, zero, "length", first], "row_positions")
        self.node("Add", ["row_words", "row_positions"], "embedding")
        norm = ["embedding", self.weight("norm.weight"), self.weight("norm.bias")]
        return self.node("LayerNormalization", norm, "normed", epsilon=self.epsilon)

    def linear(self, x: str, names: list[str], output: str) -> str:
        """One product for all the layers named: weights in seven bits, a scale for each column."""
        weights = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        scales = (np.abs(weights).max(axis=0) / WEIGHT_LIMIT).astype(np.float32)
        inputs = [
            x,
            self.constant(f"{output}.weight", np.rint(weights / scales).astype(np.int8)),
            self.constant(f"{output}.scale", scales),
            self.constant(f"{output}.zero", np.zeros(len(scales), np.int8)),
            self.constant(f"{output}.bias", bias),
        ]
        return self.fused("DynamicQuantizeMatMul", inputs, output)

    def added(self, x: str, change: str, norm: str) -> str:
        inputs = [x, change, self.weight(f"{norm}.weight"), self.weight(f"{norm}.bias")]
        return self.fused("SkipLayerNormalization", inputs, f"{norm}.out", epsilon=self.epsilon)

    def layer(self, x: str, at: str) -> str:
        names = [f"{at}.query", f"{at}.key", f"{at}.value"]
        together = self.linear(x, names, f"{at}.together")
        hidden = len(self.weights["norm.bias"])
        parts = self.constant(f"{at}.parts", np.full(3, hidden, np.int64))
        self.node("Split", [together, parts], *names, axis=-1)
        context = self.fused("MultiHeadAttention", names, f"{at}.context", num_heads=self.heads)
        x = self.added(
            x, self.linear(context, [f"{at}.attended"], f"{at}.attended"), f"{at}.attended_norm"
        )
        inner = self.fused("Gelu", [self.linear(x, [f"{at}.inner"], f"{at}.inner")], f"{at}.gelu")
        outer = self.linear(inner, [f"{at}.outer"], f"{at}.outer")
        return self.added(x, outer, f"{at}.outer_norm")


def graph(weights: Weights, layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    """ids: (1, length) → vector (1, hidden), the mean over the pieces, and tags
    (1, length, tags)."""
    built = _Graph(weights, heads, epsilon)
    x = built.embedded()
    for index in range(layers):
        x = built.layer(x, f"layers.{index}")
    built.node("ReduceMean", [x], "vector", axes=[1], keepdims=0)
    tagger = built.constant("tagger.weight", weights["tagger.weight"].T)
    built.node("MatMul", [x, tagger], "tag_scores")
    built.node("Add", ["tag_scores", built.weight("tagger.bias")], "tags")
    hidden, tags = len(weights["norm.bias"]), len(weights["tagger.bias"])
    made = helper.make_graph(
        built.nodes,
        "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])],
        [
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, hidden]),
            helper.make_tensor_value_info("tags", TensorProto.FLOAT, [1, "length", tags]),
        ],
        built.constants,
    )
    return helper.make_model(
        made,
        opset_imports=[helper.make_opsetid(*opset) for opset in OPSETS],
        ir_version=IR_VERSION,
    )
