from __future__ import annotations

from threading import Thread

from ui.turnstile import Turnstile


def test_readers_are_served_in_the_order_they_came() -> None:
    turnstile = Turnstile(2)
    tickets = [turnstile.join() for _ in range(4)]
    assert [turnstile.position(t) for t in tickets] == [0, 0, 1, 2]
    turnstile.leave(tickets[0])
    assert [turnstile.position(t) for t in tickets[1:]] == [0, 0, 1]


def test_who_gives_up_waiting_frees_the_place() -> None:
    turnstile = Turnstile(1)
    first, second, third = (turnstile.join() for _ in range(3))
    turnstile.leave(second)
    assert turnstile.position(third) == 1
    turnstile.leave(first)
    assert turnstile.position(third) == 0


def test_leaving_twice_does_no_harm() -> None:
    turnstile = Turnstile(1)
    ticket, other = turnstile.join(), turnstile.join()
    turnstile.leave(ticket)
    turnstile.leave(ticket)
    assert turnstile.position(other) == 0


def test_waiting_ends_when_the_place_changes() -> None:
    turnstile = Turnstile(1)
    first, second = turnstile.join(), turnstile.join()
    waiting = Thread(target=turnstile.wait, args=(second, 60))
    waiting.start()
    turnstile.leave(first)
    waiting.join(timeout=10)
    assert not waiting.is_alive()


def test_waiting_ends_after_its_time() -> None:
    turnstile = Turnstile(1)
    _, second = turnstile.join(), turnstile.join()
    turnstile.wait(second, 0.01)
    assert turnstile.position(second) == 1
