import pytest

from answering.verify.designations import misapplied

SOURCE = [
    "Bien qu’il espérait des chasseurs Su-35, Moscou n’a fourni que des avions d’entraînement Yak-130."
]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("Il a reçu des avions d’entraînement Su-35.", "Su-35"),
        ("Il a reçu de Moscou Yak-130.", "Yak-130"),
        ("Il voulait des chasseurs Su-35.", ""),
        ("Il a reçu des appareils Yak-130.", ""),  # a word of its own may be a paraphrase
        ("Il a reçu des Su-35.", ""),
        ("Su-35", ""),
    ],
)
def test_a_designation_stays_with_its_bearer(answer, found):
    assert misapplied(answer, SOURCE) == found
