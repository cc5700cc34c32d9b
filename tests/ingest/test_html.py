import pytest

from core.errors import EmptySource, TooDemanding
from ingest.hidden import hides, hiding_selectors
from ingest.html import decode_page, parse_html

BODY = """
<p>Le président a signé un accord de défense avec son voisin, lundi à Moscou, après un an de discussions.</p>
<p>Le texte engage les deux pays pour vingt ans et porte sur le commerce, la défense et la culture.</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8">
<title>Un accord de vingt ans | Le Courrier</title>
<meta property="og:title" content="Un accord de vingt ans">
<meta property="og:site_name" content="Le Courrier">
<meta name="author" content="Anne Weber">
<meta property="article:published_time" content="2025-01-17T08:00:00+01:00">
</head><body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Un accord de vingt ans</h1>{BODY}</article>
<footer>Mentions légales et cookies</footer></body></html>"""


def page(inside: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{BODY}{inside}</article></body></html>".encode()


def test_an_article_with_its_metadata() -> None:
    found = parse_html(PAGE.encode())
    assert (found.title, found.author, found.publisher) == (
        "Un accord de vingt ans",
        "Anne Weber",
        "Le Courrier",
    )
    assert (found.published, found.language) == ("2025-01-17", "fr")
    assert "vingt ans et porte sur le commerce" in found.text
    assert "Sport" not in found.text
    assert "<" not in found.text


HIDDEN = [
    '<p style="display:none">SECRET</p>',
    '<p style="DISPLAY : none !important">SECRET</p>',
    '<p style="visibility: hidden">SECRET</p>',
    '<p style="opacity:0">SECRET</p>',
    '<p style="font-size: 0px">SECRET</p>',
    '<p style="position:absolute; left:-9999px">SECRET</p>',
    '<p style="text-indent:-5000px">SECRET</p>',
    '<p style="color:transparent">SECRET</p>',
    '<p style="color:#fff;background-color:#fff">SECRET</p>',
    '<p style="height:0;overflow:hidden">SECRET</p>',
    '<p style="clip:rect(0,0,0,0)">SECRET</p>',
    "<p hidden>SECRET</p>",
    '<p aria-hidden="true">SECRET</p>',
    '<div style="display:none"><div><p>encore <b>SECRET</b></p></div></div>',
    "<template><p>SECRET</p></template>",
    "<noscript><p>SECRET</p></noscript>",
    "<!-- SECRET -->",
    "<script>var a = 'SECRET';</script>",
    "<dialog><p>SECRET</p></dialog>",
    '<p class="x">SECRET</p>',
    '<p class="a X b">SECRET</p>',
    '<p id="y">SECRET</p>',
    '<p title="SECRET">visible</p>',
    '<img alt="SECRET" src="a.png">',
    "<textarea>SECRET</textarea>",
]


@pytest.mark.parametrize("inside", HIDDEN)
def test_what_a_reader_would_not_see_is_not_in_the_text(inside: str) -> None:
    found = parse_html(page(inside, "<style>.x, #y { display: none } .z { color: red }</style>"))
    assert "SECRET" not in found.text
    assert "vingt ans" in found.text


def test_zero_width_characters_cannot_split_a_word() -> None:
    assert (
        "ministre"
        in parse_html(page("<p>Le mi\u200bnis\u00adtre de la Défense était là.</p>")).text
    )


def test_the_text_around_a_hidden_element_stays() -> None:
    text = parse_html(
        page('<p>Il a <span style="display:none">jamais</span> signé le traité hier soir.</p>')
    ).text
    assert "Il a signé le traité" in text


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5",
        "font-size:10px",
        "color:red",
        "left:-5px",
        "width:100px",
        "height:10px",
        "display:block",
    ],
)
def test_visible_styles(style: str) -> None:
    assert not hides(style)


def test_style_sheets() -> None:
    css = "/* .c{display:none} */ .a,p.b{display:none} @media print {.d{display:none}} .e .f{display:none} .g{color:red}"
    assert hiding_selectors(css) == {(".", "a"), (".", "b")}
    assert hiding_selectors("{" * 50_000 + "/*" * 50_000) == set()


def test_a_page_without_an_article_still_has_its_text() -> None:
    assert (
        parse_html(b"<html><body><div>Bonjour</div><div>Au revoir</div></body></html>").text
        == "Bonjour\nAu revoir"
    )


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<html><body><script>x</script></body></html>", b"<!-- a -->", b"\0"],
)
def test_a_page_without_text(data: bytes) -> None:
    with pytest.raises(EmptySource):
        parse_html(data)


def test_a_page_nested_too_deep_is_refused_rather_than_cut_short() -> None:
    with pytest.raises(TooDemanding):
        parse_html(b"<html><body>" + b"<div>" * 10_000 + b"fin")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<p>été</p>".encode(), ""),
        ("<p>été</p>".encode("latin-1"), "latin-1"),
        ("<p>été</p>".encode("latin-1"), ""),
        ('<meta charset="iso-8859-1"><p>été</p>'.encode("latin-1"), ""),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=cp1252"><p>été</p>'.encode(
                "cp1252"
            ),
            "",
        ),
        ("<p>été</p>".encode(), "no-such-charset"),
        ("<p>été</p>".encode("utf-16"), "utf-8"),
        ("<p>été</p>".encode("latin-1"), "utf-8"),
    ],
)
def test_charsets(data: bytes, charset: str) -> None:
    assert "été" in decode_page(data, charset)


@pytest.mark.parametrize(
    ("inside", "head", "published"),
    [
        ("<p>22 mai 2012. – La séance sera reprise le 3 juin 2013.</p>", "", "2012-05-22"),
        ("<p>Publié le 5 mars 2020.</p>", "", "2020-03-05"),
        (
            "<p>22 mai 2012. – Suite.</p>",
            '<meta property="article:published_time" content="2021-02-03">',
            "2021-02-03",
        ),
    ],
)
def test_dates_of_pages(inside: str, head: str, published: str) -> None:
    data = (
        f"<html><head>{head}</head><body><article>{inside}{BODY}</article></body></html>".encode()
    )
    assert parse_html(data).published == published
