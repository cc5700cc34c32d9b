"""Speed and memory of the embedded language model on a question with six evidence sentences.

    python -m bench.llm [--threads 1 2] [--rounds 3]

Each round asks another question over the same evidence order, so that only the fixed rules are
in the prompt cache; figures are medians. Tokens are counted by the server.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass

import httpx
import psutil

from answering.embedded import EmbeddedServer
from core.settings import load_settings
from weights.fetch import fetch
from weights.manifest import QWEN

RULES = (
    "Tu es documentaliste. Tu réponds en français à une question avec les seuls extraits fournis. "
    "Règles : une phrase courte, deux au plus ; reprends les mots, les chiffres et les noms des "
    "extraits ; garde qui parle (selon, accuse, promet) et le conditionnel ; n'ajoute rien que tu "
    "saurais par ailleurs. Si les extraits ne contiennent pas la réponse, écris seulement : Les "
    "documents ne le disent pas."
)
EVIDENCE = [
    "La commission a rendu son rapport mardi {n} mars, après neuf mois d'auditions à huis clos.",
    "Elle chiffre à 4,{n} millions d'euros le coût de la rénovation du pont sur la Vézère.",
    "Le maire, Paul Estève, conteste ce montant et promet une contre-expertise avant l'été {n}.",
    "Selon la préfecture, l'ouvrage restera fermé aux poids lourds pendant au moins {n} semaines.",
    "Les riverains ont recueilli {n} 200 signatures contre la déviation prévue par le bourg.",
    "Le département financerait la moitié des travaux, la région un quart, la commune le reste.",
]
QUESTION = "Combien coûtera la rénovation du pont et qui la paiera ?"


@dataclass(frozen=True)
class Measured:
    """One answer: tokens, seconds to the first token and in all, tokens a second."""

    read: int
    reused: int
    written: int
    first: float
    total: float
    reading: float
    writing: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[psutil.cpu_count() or 1])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    model = fetch(QWEN.name, load_settings().cache)
    for threads in options.threads:
        before = time.perf_counter()
        server = EmbeddedServer(model, threads)
        loaded = time.perf_counter() - before
        rounds = [ask(server, n) for n in range(1, options.rounds + 2)][1:]
        memory = psutil.Process().memory_info().rss / 2**30
        print(f"threads {threads}: loaded in {loaded:.1f} s, {memory:.2f} GB resident")
        for name in Measured.__annotations__:
            print(f"  {name:8} {statistics.median(getattr(m, name) for m in rounds):8.2f}")


def ask(server: EmbeddedServer, number: int) -> Measured:
    """Asks once, streaming; `number` makes the evidence new."""
    lines = "\n".join(f"- {line.format(n=number + 10)}" for line in EVIDENCE)
    user = f"Extraits :\n{lines}\n\nQuestion : {QUESTION}\nRéponse en français :"
    request = {
        "messages": [{"role": "system", "content": RULES}, {"role": "user", "content": user}],
        "temperature": 0,
        "max_tokens": 80,
    }
    client = httpx.Client(
        base_url=server.address,
        headers={"Authorization": f"Bearer {server.key}"},
        timeout=600,
        trust_env=False,
    )
    start = time.perf_counter()
    first = client.post("/chat/completions", json={**request, "max_tokens": 1})
    until_first = time.perf_counter() - start
    reading = first.raise_for_status().json()["timings"]
    answer = client.post("/chat/completions", json=request).raise_for_status().json()
    writing = answer["timings"]
    return Measured(
        read=reading["prompt_n"],
        reused=reading["cache_n"],
        written=writing["predicted_n"],
        first=until_first,
        total=until_first + writing["predicted_ms"] / 1000,
        reading=reading["prompt_per_second"],
        writing=writing["predicted_per_second"],
    )


if __name__ == "__main__":
    main()
