"""What the domain refuses, each with a sentence for whoever asked."""

from django_stubs_ext import StrOrPromise


class UnknownError(Exception):
    """There is no such link or comment, or not any more."""


class RefusedError(Exception):
    """There is one, but this may not be done to it, or not by them."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidError(Exception):
    """What was typed cannot be taken: `field` says where."""

    def __init__(self, field: str, sentence: StrOrPromise) -> None:
        super().__init__(field, sentence)
        self.field = field
        self.sentence = sentence
