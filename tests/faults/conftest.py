"""The street of the stories, for faults that are told on it."""

from tests.stories.conftest import street

__all__ = ["street"]
