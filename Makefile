PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench clean

run: .venv/ready
	$(BIN)/dossier fetch
	$(BIN)/python app.py

test: .venv/ready
	$(BIN)/dossier fetch
	$(MAKE) check
	$(BIN)/python -m pytest -m "not integration"
	$(BIN)/python -m pytest -m integration

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports

# SIZES="1000 10000 100000" and SQUAD=FILE (real texts) for the whole of it; goes on where it stopped.
SIZES ?= 1000 10000
bench: .venv/ready
	$(BIN)/dossier fetch
	$(BIN)/python -m bench.run --sizes $(SIZES) $(if $(SQUAD),--squad $(SQUAD))

# torch goes first: any looser order pulls in several gigabytes of GPU libraries.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

clean:
	rm -rf .venv
