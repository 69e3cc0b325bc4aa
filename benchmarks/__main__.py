"""``make bench``: every bench, one after the other."""

from benchmarks import (
    answer,
    attacks,
    finding,
    imports,
    match,
    places,
    places_on_a_map,
    recognition,
    screens,
    setting_up,
    start,
)


def main() -> None:
    """Run all."""
    setting_up.main()
    match.main()
    finding.main()
    places.main()
    recognition.main()
    answer.main()
    imports.main()
    start.main()
    screens.main()
    places_on_a_map.main()
    attacks.main()


if __name__ == "__main__":
    main()
