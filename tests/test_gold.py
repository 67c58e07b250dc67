"""The gold set that ships, its scorer, and the floors that the reader is held to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import floors, goldset, runner
from detente.reading.parse import model_name


def test_the_gold_set_keeps_its_own_rules() -> None:
    validate = goldset.script("validate")
    faults = {folder.name: validate.check(folder) for folder in goldset.folders()}
    assert faults == {folder.name: [] for folder in goldset.folders()}
    assert goldset.counts()["dispatches"] == 82


def test_gold_against_itself_is_a_hundred() -> None:
    score = goldset.script("score")
    readings: list[dict[str, object]] = []
    for folder in goldset.folders():
        readings += score.gold_as_guess(folder)[0]
    for kind, tally in score.score_claims(goldset.folders(), readings).items():
        assert tally.figures()["F1"] == 100.0, kind
        assert tally.figures()["rightF1"] == 100.0, kind


def test_no_figure_falls_below_its_floor() -> None:
    figures = runner.measure(goldset.folders())
    assert floors.check(figures, model_name()) == []
    assert figures["gates"]["false_held"] == 0
    assert figures["gates"]["states_missing"] == 0


FIGURES = {"claims": {"round": {"F1": 70.0, "gold": 5}}, "states": {}, "gates": {"false_held": 0}}


def test_a_fallen_figure_is_told_and_needs_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin(FIGURES, "m", path=path)
    assert floors.check(FIGURES, "m", path) == []
    lower = {"claims": {"round": {"F1": 60.0}}, "states": {}, "gates": {"false_held": 1}}
    assert floors.check(lower, "m", path) == ["claims.round.F1 is 60.0, its floor is 70.0", "gates.false_held is 1.0, its floor is 0.0"]
    with pytest.raises(UsageError, match=r"claims\.round\.F1 70\.0 → 60\.0"):
        floors.pin(lower, "m", path=path)
    floors.pin(lower, "m", reason="a stricter scorer", path=path)
    assert json.loads(path.read_text())["lowered"][0]["reason"] == "a stricter scorer"


def test_noise_lowers_no_floor(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin(FIGURES, "m", path=path)
    noisy = {"claims": {"round": {"F1": 69.8}}, "states": {}, "gates": {"false_held": 0}}
    assert floors.check(noisy, "m", path) == []
    floors.pin(noisy, "m", path=path)
    assert json.loads(path.read_text())["floors"]["m"]["claims.round.F1"] == 70.0


def test_another_model_is_held_to_no_floor_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin(FIGURES, "m", path=path)
    assert floors.check({"claims": {}, "states": {}, "gates": {}}, "another", path) == []
