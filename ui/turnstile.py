"""A fair queue: a few readers are served at once, the others know their place."""

from __future__ import annotations

from threading import Condition


class Turnstile:
    """Lets `places` tickets through at a time, in the order they came."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._line: list[object] = []
        self._changed = Condition()

    def join(self) -> object:
        """A ticket at the end of the line."""
        ticket = object()
        with self._changed:
            self._line.append(ticket)
        return ticket

    def position(self, ticket: object) -> int:
        """0 when it is the ticket's turn, else its place among those who wait, from 1."""
        with self._changed:
            return self._position(ticket)

    def wait(self, ticket: object, seconds: float) -> None:
        """Returns when the ticket's place changes, at the latest after `seconds`."""
        with self._changed:
            before = self._position(ticket)
            self._changed.wait_for(lambda: self._position(ticket) != before, seconds)

    def leave(self, ticket: object) -> None:
        with self._changed:
            if ticket in self._line:
                self._line.remove(ticket)
                self._changed.notify_all()

    def _position(self, ticket: object) -> int:
        return max(0, self._line.index(ticket) - self._places + 1)
