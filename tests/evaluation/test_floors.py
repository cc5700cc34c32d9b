import pytest

from core.errors import UnknownMetric
from evaluation.floors import Floor, failures, headline


def figure(value: float) -> dict[str, float]:
    return {"value": value, "low": value - 0.1, "high": value + 0.1, "n": 7}


METRICS = {
    "systems": {
        "vanilla": {"answer.contains": figure(0.1)},
        "dossier": {"answer.contains": figure(0.9), "latency.total_p50_ms": figure(5000)},
    }
}


def test_a_floor_is_read_from_metric_and_value() -> None:
    assert Floor.parse(" answer.f1 = 0.5") == Floor("answer.f1", 0.5)
    for wrong in ("answer.f1", "=0.5", "answer.f1=high", "answer.f1=nan", ""):
        with pytest.raises(ValueError, match=r"."):
            Floor.parse(wrong)


def test_the_main_system_must_reach_the_floor() -> None:
    assert failures(METRICS, [Floor("answer.contains", 0.9)]) == []
    assert failures(METRICS, [Floor("answer.contains", 0.95)]) == [
        "dossier: answer.contains = 0.9 < 0.95"
    ]


def test_where_lower_is_better_the_floor_is_a_ceiling() -> None:
    assert failures(METRICS, [Floor("latency.total_p50_ms", 6000)]) == []
    assert failures(METRICS, [Floor("latency.total_p50_ms", 4000)]) == [
        "dossier: latency.total_p50_ms = 5000 > 4000"
    ]


def test_a_metric_that_was_not_measured_is_an_error_not_a_pass() -> None:
    with pytest.raises(UnknownMetric, match=r"answer\.contains"):
        failures(METRICS, [Floor("answer.contain", 0.1)])


def test_the_headline_names_each_system_and_metric() -> None:
    lines = headline(METRICS, "fr")
    assert [line for line in lines if not line.startswith(" ")] == ["vanilla", "dossier"]
    assert any("0,900" in line and "answer.contains" in line for line in lines)
    assert any("5,0\u202fs" in line for line in lines)
