"""``make bench``: every bench, one after the other."""

from benchmarks import answer, match, screens, start


def main() -> None:
    """Run all."""
    match.main()
    answer.main()
    start.main()
    screens.main()


if __name__ == "__main__":
    main()
