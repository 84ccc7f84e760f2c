# The one place that knows the commands. A person, the hook and .ci/run all call these targets (see README.md).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .venv/bin/python
PYTEST := QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest
WORKERS ?= 2

# One environment; two stamps, because freezing needs more than testing.
READY := .venv/.ready-test
READY_BUILD := .venv/.ready-build
# PyInstaller takes along the Python library, which Debian's python3 keeps in a package of its own.
LIBPYTHON := import sys; sys.base_prefix == "/usr" and print("libpython%d.%d" % sys.version_info[:2])

# What a window on an X11 screen needs beyond what tools/setup installs for the offscreen one.
WINDOW := libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-randr0 \
    libxcb-image0 libxcb-render-util0

# Every folder of packs/ with a pack.csv holds the sources of one pack.
PACK_NAMES := $(patsubst packs/%/pack.csv,%,$(wildcard packs/*/pack.csv))
PACKS := $(PACK_NAMES:%=packs/built/%.phieuxa-pack)
PACK_CODE := $(wildcard forms/*.py forms/authoring/*.py office/packs.py)

.PHONY: help setup packs run demo demo-desk test lint types floors unit cover soak fuzz conformance pictures screens docs oracles frozen packages windows lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

setup: $(READY) ## create .venv (once) and install what requirements/test.txt names

$(READY): requirements/test.txt tools/setup tools/apt-need
	tools/setup requirements/test.txt
	touch $@

$(READY_BUILD): requirements/build.txt $(READY)
	tools/apt-need $(WINDOW) binutils $$($(PYTHON) -c '$(LIBPYTHON)')
	tools/setup requirements/build.txt
	touch $@

packs: $(PACKS) ## compile the pack sources into packs/built

.SECONDEXPANSION:
packs/built/%.phieuxa-pack: $$(shell find packs/$$* -type f -not -path '*/demo/*') $(PACK_CODE) | $(READY)
	mkdir -p packs/built
	$(PYTHON) -m desktop_app pack build packs/$* --out $@

run: $(READY) packs ## open the window
	tools/apt-need $(WINDOW)
	$(PYTHON) -m desktop_app

demo: $(READY) packs ## walk the whole main job with 102 communes; leaves its files in demo/
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app demo --out demo

demo-desk: $(READY) packs ## walk the desks above with whatever can come in; leaves its files in demo-desk/
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app demo-desk --out demo-desk

test: lint types floors unit ## everything that must be green before a change is handed in

lint: $(READY) ## ruff: rules and format
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: $(READY) ## mypy, strict
	$(PYTHON) -m mypy

floors: $(READY) ## import-linter: imports run downwards only, no circles
	.venv/bin/lint-imports --no-cache

unit: $(READY) packs ## pytest
	$(PYTEST) -n $(WORKERS) --dist loadfile

cover: $(READY) packs ## pytest with branch coverage, report in htmlcov/
	$(PYTEST) -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered --cov-report=html

soak: $(READY) packs ## the long tests and the laws with thousands of examples
	PHIEUXA_PROFILE=soak PHIEUXA_SOAK=200 $(PYTEST) --timeout 3600

fuzz: $(READY) packs ## 100,000 mutations of a signed package against the verifier
	PHIEUXA_PROFILE=soak PHIEUXA_FUZZ=100000 $(PYTEST) -m fuzz --timeout 3600

conformance: $(READY) packs ## the corpora of ../shared/conformance
	PHIEUXA_COMPARISONS=300000 $(PYTEST) -m conformance --timeout 600

FORMS ?= ../shared/conformance/forms
pictures: $(READY) packs ## photograph every page of the forms in FORMS into build/pictures
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app.photograph_forms build/pictures $(FORMS)/*.xlsx

screens: $(READY) packs ## photograph every page at both sizes, 100 and 150 %, in both languages into build/screens
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app.photograph_screens build/screens

docs: $(READY) packs ## the manual and the guides of one page as PDF, with screenshots of today, into build/docs
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app.build_docs build/docs
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m desktop_app.photograph_papers build/docs/papers

oracles: $(READY) packs ## foreign programs judge our files; says what is missing where one is absent
	$(PYTEST) -m oracle

frozen: $(READY_BUILD) packs ## freeze the program, lay it out in build/program and run its self-test from a copy
	$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --distpath build/frozen --workpath build/work build.spec
	$(PYTHON) -m desktop_app.lay_out build/frozen/phieuxa build/program/phieuxa linux tools/linux/phieuxa
	copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
	cp -a build/program/phieuxa "$$copy/phieuxa"; \
	cd "$$copy"; env -i QT_QPA_PLATFORM=offscreen "$$copy/phieuxa/phieuxa" --selftest

packages: docs frozen ## pack the program for Linux up as a tarball and a .deb in dist/linux, and try both
	tools/linux/packages build/program/phieuxa dist/linux

windows: $(READY) packs docs ## build the program for Windows into dist/windows, try it and run the tests below the window under wine
	tools/apt-need wine wine64 xvfb xauth nsis osslsigncode gcc-mingw-w64-x86-64 unzip zip fonts-noto-core fonts-croscore
	tools/windows/build build/windows dist/windows
	tools/windows/try build/windows
	tools/windows/pytest build/windows

lock: ## write requirements/*.txt anew from requirements/*.in (needs uv on the path)
	for name in run test build; do \
	    UV_PYTHON_DOWNLOADS=never uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	        --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; \
	done
	UV_PYTHON_DOWNLOADS=never uv pip compile --quiet --python-platform windows --generate-hashes --python-version 3.11 \
	    --custom-compile-command "make lock" requirements/windows.in -o requirements/windows.txt

clean: ## remove what the targets made, but not .venv
	rm -rf build dist demo demo-desk htmlcov packs/built .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
