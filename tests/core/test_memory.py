import sys
import threading

import pytest

from core.memory import few_heaps


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc has the setting")
def test_threads_go_on_allocating_after_the_setting() -> None:
    few_heaps()
    made: list[int] = []
    threads = [
        threading.Thread(target=lambda: made.append(len(bytearray(10**6)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [10**6] * 8


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not few_heaps()
