"""Int8 linear layers: two to three times as fast as fp32 on a CPU, with nearly the same vectors.

Each token is quantised by its own largest value (torch's dynamic layers use one scale for a
whole batch, which costs .04 nDCG on PIAF; this costs none), so that a text's vector does not
depend on the texts beside it, rounding apart. Weights take 7 bits and
activations 8, so that products never overflow the 16-bit sums of a CPU without VNNI: the
arithmetic is the same on old and new machines.
"""

from __future__ import annotations

import warnings

import torch
from torch import Tensor, nn

WEIGHT_LEVELS = 63  # ±, 7 bits
STEP, ZERO = 1 / 127, 128  # activations between -1 and 1 as unsigned bytes
ALIKE = 0.99  # cosine with the fp32 vectors below which the int8 kernels are not trusted

# float in, float out; inside it quantises with the given step and zero, and sums integers
_multiply = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32


class Int8Linear(nn.Module):
    """Does what the given linear layer does, (…, in) to (…, out), in 8-bit integers."""

    bias: Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scales = (weight.abs().amax(dim=1) / WEIGHT_LEVELS).double().clamp_min(1e-12)
        zeros = torch.zeros(len(scales), dtype=torch.long)
        with warnings.catch_warnings():  # deprecated in torch after the pinned version
            warnings.simplefilter("ignore")
            levels = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        self.packed = torch.ops.quantized.linear_prepack(levels, None)
        bias = torch.zeros(len(scales)) if linear.bias is None else linear.bias.detach().float()
        self.register_buffer("bias", bias)

    def forward(self, x: Tensor) -> Tensor:
        low, high = x.amin(dim=-1, keepdim=True), x.amax(dim=-1, keepdim=True)
        largest = torch.maximum(high, -low).clamp_min_(1e-9)
        y: Tensor = _multiply(x / largest, STEP, ZERO, self.packed)
        return y.mul_(largest).add_(self.bias)


def quantise(model: nn.Module) -> None:
    """Replaces every linear layer inside `model`; the model is for inference only from then on."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if type(child) is nn.Linear:
                setattr(module, name, Int8Linear(child))


def works() -> bool:
    """Whether this machine's torch has int8 kernels that compute what they should."""
    generator = torch.Generator().manual_seed(1)
    linear = nn.Linear(64, 64)
    nn.init.normal_(linear.weight, generator=generator)
    x = torch.randn(16, 64, generator=generator)
    try:
        with torch.inference_mode():
            return bool(torch.cosine_similarity(linear(x), Int8Linear(linear)(x)).min() > ALIKE)
    except RuntimeError:  # no quantised engine in this build
        return False
