import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import LONGEST, split_sentences

# One case a line; "|" marks where a sentence ends.
FRENCH = """
M. Dupont et Mme Durand sont venus. |Le Dr Martin les a reçus.
MM. Macron et Scholz se sont vus. |Mme. Le Pen a refusé. |M. Le Pen aussi.
L'art. 12 du traité, p. ex. son al. 3, dit l'inverse (cf. p. 45). |Voir aussi le n° 7.
J. R. R. Tolkien est né en 1892. |C. S. Lewis était son ami.
Jean-P. Durand et J.-P. Chevènement ont signé. |Puis ils sont partis.
César est mort en 44 av. J.-C. |Auguste lui succéda. |Le temple date du IIe s. av. J.-C. et fut détruit.
Le taux atteint 3.14 % et 10.000 habitants. |Il monte.
« Je pars. » |Il se leva. |« Non ! » cria-t-elle.
Il a dit : « Je reviens. |Attendez-moi. » |Elle attendit.
Elle hésita… |Puis elle partit. |Il attendit… en vain.
Qui vient ? |Personne ! |Et toi ?
À Moscou, il signa. |À Paris, non. |Évidemment.
Il habite St. Petersburg et l'av. Foch. |C'est loin.
Les États-Unis (U.S. Army) interviennent. |L'U.R.S.S. a disparu. |Elle datait de 1922.
Pommes, poires, etc. |Tout est là. |Des fruits, des légumes, etc. sont vendus.
1. Introduction au sujet. |2. La suite.
La société Total S.A. a nié. |La vitamine C. |Elle est utile.
Il fait 20 °C. |Paris suffoque.
Le 47e président (né le 14 juin 1946.) parle. |Bien.
« Pourquoi ? » demanda-t-il. |« Parce que. » |Silence.
Il a lu le vol. 3, chap. 2, pp. 4-5. |Fin du livre.
Il part. |[…] Le texte reprend.
Il est parti.[12] |Elle est restée.[3][4] |Ils dorment.
Son site lemonde.fr est lu. |Voir www.insee.fr pour plus.
12 soldats sont morts en 1990. |13 autres en 1991.
Me Dupond-Moretti plaide. |Mgr Lefebvre aussi. |Le Pr. Raoult, non.
Quoi ?! |Rien...  |Si.
Le Gén. de Gaulle et le Col. Fabien furent là.
"Je suis là." |Il mentait. |"Vraiment ?" fit-elle.
Selon le GIEC, la hausse sera de 1,5 °C. |L'O.N.U. le confirme. |L'OTAN, c.-à-d. l'Alliance, aussi.
Né à Paris (Seine, auj. Île-de-France). |Mort à Nice.
Le président a déclaré : « Nous irons. » |Mme Merkel a ri.
Henri IV. |Louis XIV. |Le roi.
L'affaire A. contre B. reste ouverte. |Elle traîne.
L'émir Fakhreddine II (r. 1590–1613) régna. |Il mourut.
Le mot de la fin.|Elle revint.
"""
ENGLISH = """
Mr. Smith met Dr. Jones. |They talked.
The U.S. President spoke. |He lives in the U.S. |The law passed in the U.S. in 1990.
He left at 5 p.m. Monday. |It was 5 p.m. |The end.
"Stop!" Smith said. |"Why?" he asked. |"Because." |Silence fell.
St. Peter's is on Main St. |He walked.
Apple Inc. said so. |Apple Inc. |The firm grew.
J. K. Rowling wrote it. |So did George R. R. Martin.
See Fig. 3 and No. 10. |He said no. |Then he left.
It costs $3.50. |That's 1,000.25 more. |Really?
Prices, wages, etc. are up. |Prices, wages, etc. |All is up.
Washington, D.C. is big. |Washington, D.C., too. |He went to Washington, D.C. |The city sleeps.
(He left.) |She stayed. |Version 2.0 works.
Gen. Milley, Sen. Warren and Rep. Pelosi met. |They agreed...  |Or not.
He came (e.g. by car, i.e. fast). |Martin Luther King Jr. spoke. |Wow!
“I agree.” |She nodded. |“You do?” |“Yes.”
Modern art. |It sells. |In Jan. 2020, he left. |In May. |It rained.
In Abood v. Detroit the court agreed. |It said `` yes . '' |All ( ... ) agreed.
"""
LINES = [
    ("Un titre sans point\nLe texte commence ici. Et continue.", 3),
    ("Titre\n\nSous-titre\n\nTexte.", 3),
    ("Une ligne coupée\nau milieu d'une phrase.", 1),
    ("Il faut :\n- du pain\n- du vin", 3),
    ("Il faut :\n1. du pain\n2. du vin", 3),
    ("Une phrase.\nune autre, sans majuscule.", 2),
    ("Le pain ;\nle vin.", 2),
]


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize("marked", FRENCH.strip().split("\n"))
def test_french(marked: str) -> None:
    assert pieces(marked.replace("|", ""), "fr") == [p.strip() for p in marked.split("|")]


@pytest.mark.parametrize("marked", ENGLISH.strip().split("\n"))
def test_english(marked: str) -> None:
    assert pieces(marked.replace("|", ""), "en") == [p.strip() for p in marked.split("|")]


@pytest.mark.parametrize(("text", "number"), LINES)
def test_line_ends(text: str, number: int) -> None:
    assert len(pieces(text, "fr")) == number


def test_an_unknown_language_has_the_abbreviations_of_both() -> None:
    assert len(pieces("Mme. Weber met Mr. Smith. Ils parlent.", "und")) == 2


def test_a_sentence_too_long_to_cite_is_cut_at_its_marks() -> None:
    clause = "le gouvernement a répondu aux questions de la commission ; "
    parts = pieces("Ce jour-là, " + clause * 30 + "fin.", "fr")
    assert max(map(len, parts)) <= LONGEST
    assert all(part.endswith(";") for part in parts[:-1])


def test_words_without_any_space_are_cut_too() -> None:
    assert list(map(len, pieces("x" * 1500, "fr"))) == [600, 600, 300]


PIECES = [
    "M. ",
    "J.-C. ",
    "etc. ",
    "Le ",
    "la ",
    "12",
    ". ",
    ".",
    "… ",
    "? ",
    "! ",
    "« ",
    " »",
    "\n",
]
PIECES += [
    "\n\n",
    "- ",
    "“",
    "”",
    '"',
    "(",
    ")",
    "[1]",
    "U.S. ",
    "é",
    "É",
    " ",
    "a",
    "\u0301",
    "ß",
    "中",
]
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
)


@given(TEXTS, st.sampled_from(["fr", "en", "und"]))
def test_spans_are_ordered_trimmed_and_cover_all_that_is_not_space(
    text: str, language: str
) -> None:
    spans = split_sentences(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end <= start + LONGEST
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    [". ", "A. ", "a\n", ".»", "[", ".[1", "« ", "M.", '" ', "-", "! »", ".' ", "1. ", "\n "],
)
def test_hostile_repetition_is_no_trouble(unit: str) -> None:
    text = unit * 100_000  # minutes, if any pattern took more than linear time
    covered = sum(end - start for start, end in split_sentences(text, "fr"))
    assert covered >= len("".join(text.split())) - 100_000
