"""Units of quantities and number words, French and English, under one name each."""

from __future__ import annotations

from answering.verify.text import fold

# unit word → (kind of quantity, size in that kind's base unit)
_TABLE: dict[str, dict[float, str]] = {
    "time": {  # base: day
        365.25: "an ans année années year years yr yrs annum",
        30.4375: "mois month months",
        3652.5: "décennie décennies decade decades",
        36525.0: "siècle siècles century centuries",
        365250.0: "millénaire millénaires millennium millennia",
        1.0: "jour jours journée journées day days",
        7.0: "semaine semaines week weeks",
        14.0: "fortnight",
        1 / 24: "heure heures hour hours h hrs",
        1 / 1440: "minute minutes min mn",
        1 / 86400: "seconde secondes seconds sec",
    },
    "length": {  # base: metre
        1.0: "m mètre mètres metre metres meter meters",
        1000.0: "km kilomètre kilomètres kilometre kilometres kilometer kilometers kms",
        0.01: "cm centimètre centimètres centimetre centimetres centimeter centimeters",
        0.001: "mm millimètre millimètres millimetre millimetres millimeter millimeters",
        1609.34: "mile miles milles",
        1852.0: "nautique nautiques nautical",
        0.3048: "pied pieds foot feet",
        9.461e15: "année-lumière années-lumière light-year light-years",
        0.0254: "pouce pouces inch inches",
    },
    "mass": {  # base: kilogram
        1.0: "kg kilo kilos kilogramme kilogrammes kilogram kilograms",
        0.001: "g gramme grammes gram grams",
        1000.0: "t tonne tonnes ton tons",
    },
    "area": {
        1.0: "m² square-metre square-metres square-meter square-meters",
        1e6: "km² square-kilometre square-kilometres square-kilometer square-kilometers",
        2.59e6: "square-mile square-miles",
        1e4: "ha hectare hectares",
        4046.9: "acre acres",
    },
    "volume": {1.0: "l litre litres liter liters", 158.99: "baril barils barrel barrels"},
    "power": {
        1e3: "kw kilowatt kilowatts",
        1e6: "mw mégawatt mégawatts megawatt megawatts",
        1e9: "gw gigawatt gigawatts",
    },
    "degree": {1.0: "degré degrés degree degrees °c °"},
    "percent": {1.0: "% pourcent percent pct"},
    "EUR": {1.0: "€ euro euros eur"},
    "USD": {1.0: "$ dollar dollars usd"},
    "GBP": {1.0: "£ sterling gbp pounds livres"},
    "RUB": {1.0: "rouble roubles ruble rubles rub ₽"},
    "CNY": {1.0: "yuan yuans renminbi cny"},
    "JPY": {1.0: "¥ yen yens jpy"},
    "CHF": {1.0: "chf"},
    "FRF": {1.0: "franc francs"},
    "IRR": {1.0: "rial rials riyal riyals"},
    "UAH": {1.0: "hryvnia hryvnias"},
}

UNITS: dict[str, tuple[str, float]] = {
    fold(word): (kind, size)
    for kind, sizes in _TABLE.items()
    for size, words in sizes.items()
    for word in words.split()
}

_SMALL = {
    0: "zéro zero",
    2: "deux two",
    3: "trois three",
    4: "quatre four",
    5: "cinq five",
    6: "six",
    7: "sept seven",
    8: "huit eight",
    9: "neuf nine",
    10: "dix ten",
    11: "onze eleven",
    12: "douze twelve dozen douzaine",
    13: "treize thirteen",
    14: "quatorze fourteen",
    15: "quinze fifteen quinzaine",
    16: "seize sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "vingt vingts twenty vingtaine",
    30: "trente thirty trentaine",
    40: "quarante forty quarantaine",
    50: "cinquante fifty cinquantaine",
    60: "soixante sixty soixantaine",
    70: "septante seventy",
    80: "huitante octante eighty",
    90: "nonante ninety",
}
SMALL = {fold(word): value for value, words in _SMALL.items() for word in words.split()}
ONE = {"un", "une", "one", "a"}
SCALES: dict[str, float] = {
    fold(word): value
    for value, words in {
        100: "cent cents hundred hundreds centaine centaines",
        1_000: "mille thousand thousands millier milliers k",
        1_000_000: "million millions m mio",
        1_000_000_000: "milliard milliards billion billions md mds bn",
        1_000_000_000_000: "trillion trillions",
    }.items()
    for word in words.split()
}
_ORDINALS = {
    2: "deuxième",
    3: "troisième third",
    4: "quatrième fourth",
    5: "cinquième fifth",
    6: "sixième sixth",
    7: "septième seventh",
    8: "huitième eighth",
    9: "neuvième ninth",
    10: "dixième tenth",
    11: "onzième eleventh",
    12: "douzième twelfth",
    13: "treizième thirteenth",
    14: "quatorzième fourteenth",
    15: "quinzième fifteenth",
    16: "seizième sixteenth",
    17: "dix-septième seventeenth",
    18: "dix-huitième eighteenth",
    19: "dix-neuvième nineteenth",
    20: "vingtième twentieth",
    21: "vingt-et-unième twenty-first vingt-et-unieme",
    30: "trentième thirtieth",
    47: "quarante-septième forty-seventh",
    50: "cinquantième fiftieth",
    100: "centième hundredth",
}
ORDINALS = {fold(word): value for value, words in _ORDINALS.items() for word in words.split()}
SHARES: dict[str, float] = {
    "moitie": 50.0,
    "half": 50.0,
    "tiers": 100 / 3,
    "thirds": 100 / 3,
    "quart": 25.0,
    "quarts": 25.0,
    "quarter": 25.0,
    "cinquiemes": 20.0,
    "fifths": 20.0,
    "dixiemes": 10.0,
    "tenths": 10.0,
    "quarters": 25.0,
}
