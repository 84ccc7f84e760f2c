"""A problem is the same problem wherever it is told."""

import pickle

from forms.problems import Problem


def test_a_problem_keeps_its_details_on_its_way_from_another_process():
    told = pickle.loads(pickle.dumps(Problem("DISK_FULL", path="/data", cells=3)))  # noqa: S301 - our own bytes

    assert (told.code, told.details) == ("DISK_FULL", {"path": "/data", "cells": "3"})
