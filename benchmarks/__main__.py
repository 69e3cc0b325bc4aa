"""``make bench``: every bench, one after the other."""

from benchmarks import answer, match, start


def main() -> None:
    """Run all."""
    match.main()
    answer.main()
    start.main()


if __name__ == "__main__":
    main()
