"""The step of the schema that made the register writes what it wrote then, whatever places are found by now."""

from storage.migrations import first_register


def test_keys_and_cells_stay_as_they_were() -> None:
    """Of a Chinese name with two readings and a branch, and of a code with small letters."""
    assert first_register.cell(30.3148, 120.2741) == 15769946745
    found = first_register.keys("k7", "通盛路(北门)")
    assert found == [
        *(("c", "k7"), ("n", "通盛路北门")),
        *(("g", pair) for pair in ("通盛", "盛路", "路北", "北门", "门$", "通路", "盛北", "路门")),
        *(("p", "tongshenglub"), ("i", "tslbm"), ("p", "shenglubeime"), ("i", "slbm"), ("p", "lubeimen")),
        *(("i", "lbm"), ("p", "beimen")),
        *(("p", "tongchenglub"), ("i", "tclbm"), ("p", "chenglubeime"), ("i", "clbm")),
        ("n", "通盛路"),
    ]
