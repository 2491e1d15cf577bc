# The only entry point. `make` alone prints what there is.

PORT ?= 8080
PYTHON ?= python3
RUN := .venv/bin/python -m
NPM := PATH="$(CURDIR)/quasar/node_modules/node/bin:$$PATH" npm --silent --prefix
# The CDK is a Node program behind a Python library: both of them the checkout's own.
WITH_CDK := PATH="$(CURDIR)/.venv/bin:$(CURDIR)/quasar/node_modules/node/bin:$$PATH"
CDK := $(WITH_CDK) awscdk/node_modules/.bin/cdk
UV ?= $(CURDIR)/.venv/bin/uv
COMPILE := "$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make requirements"
LISTS := $(addprefix backend/requirements/,build.txt production.txt development.txt) awscdk/requirements.txt
REPORTS := .local/reports
NPM_ROOMS := quasar quasar/src-pwa e2e awscdk gitlab-ci
# renovate: datasource=npm depName=renovate
RENOVATE_VERSION := 44.94.0
# renovate: datasource=pypi depName=pip-audit
PIP_AUDIT_VERSION := 2.10.1
# renovate: datasource=docker depName=aquasec/trivy
TRIVY_VERSION := 0.68.2

.DEFAULT_GOAL := help
# Every target is an errand, none a file.
.PHONY: $(shell sed -n 's/^\([a-z0-9-]*\):.*/\1/p' $(MAKEFILE_LIST))

help: ## What there is to do
	@echo "  make up              the application on http://localhost:8080 (PORT=8099 for another)"
	@echo "  make test            every kind of test there is"
	@awk -F ':.*## ' '/^## / {printf "\n  %s\n", substr($$0, 4)} \
		/^[a-z0-9-]+:.*## / && $$1 != "help" {printf "  make %-16s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Here
doctor: ## Can this machine run it? Changes nothing
	@$(PYTHON) -m local doctor --port $(PORT)

up: ## Install what is missing and start everything with hot reload
	@$(PYTHON) -m local up --port $(PORT)

reset: install ## Drop this checkout's data, after asking
	@$(RUN) local.reset

install: ## Install what the application needs, if it is not there yet
	@$(PYTHON) -m local install

install-e2e:
	@$(PYTHON) -m local install --e2e

install-awscdk:
	@$(PYTHON) -m local install --awscdk

install-pipeline:
	@$(PYTHON) -m local install --pipeline

test: install-e2e ## Lint, types, backend, front end and browser tests
	@$(RUN) local.testing

test-backend: install ## pytest on a real Postgres and Valkey (ARGS="-k upload")
	@$(RUN) local.with_stores .venv/bin/pytest -n 2 --dist worksteal --quiet \
		-m "not faults" --cov --cov-report=term --cov-report=xml:$(REPORTS)/$@-coverage.xml --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-faults: install ## Workers and brokers killed under running tasks, in any order (8 minutes)
	@$(RUN) local.with_stores .venv/bin/pytest -n 4 --dist worksteal -m faults --quiet --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-previous: install ## The release before, on the schema of this one (PREVIOUS=v1.2.3)
	@$(RUN) local.with_stores .venv/bin/python -m local.previous_release "$(PREVIOUS)"

test-frontend: install ## Vitest with coverage
	@$(NPM) quasar test -- --reporter=default --reporter=junit --outputFile=../$(REPORTS)/$@.xml $(ARGS)

test-awscdk: install-awscdk ## What AWS is told, for each environment, held against every promise
	@$(WITH_CDK) pytest --quiet -n 2 --dist worksteal --config-file awscdk/pytest.ini awscdk/tests \
		--junitxml=$(REPORTS)/$@.xml $(ARGS)

deploy-emulated: install-awscdk ## Deploy to an emulator of AWS with the CDK itself, fail, update, destroy (6 minutes)
	@$(WITH_CDK) pytest --verbose --exitfirst --durations=0 --durations-min=1 -n 2 \
		--config-file awscdk/pytest.ini awscdk/emulator/tests --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-e2e: install-e2e ## Playwright in Chromium on the built application (ARGS="--grep dark")
	@$(RUN) local.build
	@PLAYWRIGHT_JUNIT_OUTPUT_FILE="$(CURDIR)/$(REPORTS)/$@.xml" \
		$(RUN) local.with_application e2e/node_modules/.bin/playwright test --config e2e $(ARGS)

test-containers: install ## Both compose files on a container engine: workers killed, pages, reload (4 minutes)
	@$(RUN) pytest --verbose --exitfirst --durations=0 --durations-min=1 \
		--config-file containers/pytest.ini --basetemp $(CURDIR)/.local/containers containers/engine --junitxml=$(REPORTS)/$@.xml $(ARGS)

build-images: ## The production images: tally-backend and tally-frontend
	@docker build --tag tally-backend --file backend/scripts/prod/Dockerfile --target production backend
	@docker build --tag tally-frontend --target ssr quasar

build-pwa: install ## What a deployment uploads, again only where its sources changed
	@$(RUN) local.build

lighthouse: install-e2e ## Budgets of speed, accessibility and size, on the built application
	@$(RUN) local.build
	@$(RUN) local.with_application $(CURDIR)/quasar/node_modules/node/bin/node e2e/lighthouse.ts $(REPORTS)/$@

bench: install ## What the performance claims rest on
	@$(RUN) local.with_stores .venv/bin/python benchmarks/sweep.py
	@$(RUN) local.with_stores .venv/bin/python benchmarks/wake.py
	@$(RUN) local.with_stores .venv/bin/python -m benchmarks.sign_in
	@$(RUN) local.with_stores .venv/bin/python -m benchmarks.imports
	@$(RUN) local.with_stores .venv/bin/python -m benchmarks.spending
	@$(RUN) local.with_stores .venv/bin/python -m benchmarks.links

drill: ## Let every fault strike a running `make up`, and see what survives (ARGS="--seed 1")
	@$(MAKE) --no-print-directory manage COMMAND="drill $(ARGS)"

simulate: install-awscdk ## Compare ways to scale workers, ours as AWS is told it, and draw it (about 50 s)
	@ENVIRONMENT=production DOMAIN_NAME=example.com APP_NAME=example-com AWS_DEFAULT_REGION=us-east-1 \
		$(CDK) synth --quiet --output .local/templates
	@$(RUN) local.with_examples .venv/bin/python backend/manage.py simulate --templates .local/templates

lint: install-e2e install-awscdk ## Style, types, import contracts, fresh generated files
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@$(RUN) local.with_examples .venv/bin/mypy
	@PYTHONPATH=backend:. .venv/bin/lint-imports --no-logo
	@.venv/bin/hadolint backend/scripts/dev/Dockerfile backend/scripts/prod/Dockerfile quasar/Dockerfile \
		gitlab-ci/image/Dockerfile
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml compose.production.yaml
	@$(NPM) quasar run lint
	@$(NPM) quasar run generate:check
	@$(NPM) e2e run lint

lint-migrations: install ## Migrations that would break or hold up the release that still runs
	@$(RUN) local.with_stores .venv/bin/python backend/manage.py lint_migrations

lint-pipeline: install-pipeline ## GitLab's schema, and the jobs of every kind of pipeline
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.gitlab-ci .gitlab-ci.yml gitlab-ci/*.yml
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.renovate renovate.json
	@$(RUN) local.pipeline --check

pipeline: install-pipeline ## Write the documentation's table of jobs anew
	@$(RUN) local.pipeline

secrets: install ## Is a key or a password in a file that is committed?
	@# 3: what is known stands elsewhere now, and the baseline says so.
	@.venv/bin/detect-secrets-hook --baseline .secrets.baseline $$(git ls-files) || [ $$? -eq 3 ]

format: install-e2e ## Format everything
	@.venv/bin/ruff check --fix --exit-zero --quiet .
	@.venv/bin/ruff format --quiet .
	@$(NPM) quasar run format
	@$(NPM) e2e run format

manage: ## A management command beside a running `make up` (COMMAND="createsuperuser")
	@$(RUN) local.in_backend ../.venv/bin/python manage.py $(COMMAND)

shell: ## Django's shell beside a running `make up`
	@$(MAKE) --no-print-directory manage COMMAND=shell

migrations: ## Write the migrations that the models ask for
	@$(RUN) local.in_backend ../.venv/bin/python manage.py makemigrations

schema: install ## Write the API's schemas and the front end's types anew
	@$(RUN) local.with_examples .venv/bin/python backend/manage.py spectacular --file backend/schema/openapi.yaml
	@$(RUN) local.with_examples .venv/bin/python backend/manage.py graphql_schema --out backend/schema/schema.graphql
	@$(NPM) quasar run generate

messages: install ## Collect the backend's sentences and compile their translations
	@cd backend && ../.venv/bin/pybabel --quiet extract --no-location \
		--keyword gettext_lazy --output-file ../.local/messages.pot apps config
	@.venv/bin/pybabel --quiet update --domain django --no-fuzzy-matching --ignore-pot-creation-date \
		--input-file .local/messages.pot --output-dir backend/config/locale
	@.venv/bin/pybabel --quiet compile --domain django --directory backend/config/locale

environment: install ## Write .env.template anew
	@PYTHONPATH=backend $(RUN) config.environment > .env.template

backup: install ## The database and the uploaded files into one archive (FILE=… to say where)
	@$(RUN) local.backup "$(FILE)"

restore: install ## Put a backup in place of the data (FILE=.local/backups/….tar)
	@$(RUN) local.restore "$(FILE)"

requirements: $(if $(filter $(CURDIR)/%,$(UV)),install) ## Pin and hash the Python packages anew
	@# uv keeps the hashes that stand there, also of a version that was put there by hand or by Renovate.
	@sed -i.old -e '/--hash=/d' -e 's/ \\$$//' $(LISTS) && rm $(LISTS:=.old)
	@cd backend/requirements && for list in build production development; do \
		$(COMPILE) --override overrides.txt $$list.in --output-file $$list.txt; done
	@cd awscdk && $(COMPILE) requirements.in --output-file requirements.txt

## On AWS
cost: install-awscdk ## What staging and production cost a month, and whether that is too much (10 s)
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.cost $(ARGS)

# Of these, ENVIRONMENT, DOMAIN_NAME, APP_NAME and AWS_DEFAULT_REGION say which environment of which
# application; documentation/aws.md has an example.
synth: install-awscdk ## Write the templates of an ENVIRONMENT
	@$(CDK) synth --quiet
	@echo "  The templates are in awscdk/cdk.out. Next: make diff, or make deploy."

diff: install-awscdk ## What a deployment would change
	@mkdir -p $(REPORTS)
	@$(CDK) diff > $(REPORTS)/diff.txt 2>&1; ended=$$?; cat $(REPORTS)/diff.txt; exit $$ended

prepare: install-awscdk ## Look up and draw what a deployment needs beforehand
	@PYTHONPATH=backend $(RUN) awscdk.prepare

deploy: prepare ## Deploy it: migrate, roll, look, and go back where any of it fails
	@$(CDK) deploy --all --require-approval never

smoke: install-awscdk ## Does what is deployed do its work? Wakes it first
	@PYTHONPATH=backend $(RUN) awscdk.smoke

task: install-awscdk ## A management command on AWS, once (COMMAND="createsuperuser")
	@PYTHONPATH=backend $(RUN) awscdk.run_task $(COMMAND)

rest: install-awscdk ## Put it to rest, or wake it (DO=sleep or DO=wake)
	@PYTHONPATH=backend $(RUN) awscdk.rest $(DO)

restore-snapshot: prepare ## Put a snapshot in the place of its database (SNAPSHOT=name)
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.restore "$(SNAPSHOT)" awscdk/node_modules/.bin/cdk

destroy: install-awscdk ## Remove it and all that is its own
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.destroy awscdk/node_modules/.bin/cdk

bootstrap: install-awscdk ## The CDK's own bucket and roles, once for an account and region
	@PYTHONPATH=backend $(RUN) awscdk.bootstrap awscdk/node_modules/.bin/cdk

account: install-awscdk ## What an account needs once: GitLab's role (GITLAB_PROJECT=group/project)
	@$(CDK) deploy --app awscdk/account.py --output awscdk/cdk.out/account --require-approval never

## In the pipeline
# What these ask for, only a network or GitLab has: lists of known holes, a registry, a token.
audit: install ## Known holes in the packages
	@for list in backend/requirements/development.txt awscdk/requirements.txt; do \
		"$(UV)" tool run pip-audit@$(PIP_AUDIT_VERSION) --disable-pip --require-hashes --requirement $$list || exit 1; done
	@for room in $(NPM_ROOMS); do $(NPM) $$room audit --audit-level=high || exit 1; done

scan-image: ## Known holes in the images of `make build-images`
	@for image in tally-backend tally-frontend; do \
		docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock aquasec/trivy:$(TRIVY_VERSION) \
			image --quiet --ignore-unfixed --severity HIGH,CRITICAL --exit-code 1 $$image || exit 1; done

ci-image: ## The image that the jobs run in, to the registry of the project
	@printenv CI_REGISTRY_PASSWORD | docker login --username "$(CI_REGISTRY_USER)" --password-stdin $(CI_REGISTRY)
	@docker build --pull --tag $(CI_IMAGE) gitlab-ci/image
	@docker push $(CI_IMAGE)

merge-request-note: install ## What it costs and what it changes, as one note in the merge request
	@$(RUN) local.pipeline.note $(REPORTS)

lint-renovate: install ## What Renovate itself says of renovate.json
	@PATH="$(CURDIR)/quasar/node_modules/node/bin:$$PATH" npm exec --yes --package renovate@$(RENOVATE_VERSION) -- \
		renovate-config-validator --strict

renovate: install ## Open merge requests for what is new
	@PATH="$(CURDIR)/.venv/bin:$(CURDIR)/quasar/node_modules/node/bin:$$PATH" \
		RENOVATE_PLATFORM=gitlab RENOVATE_ENDPOINT="$(CI_API_V4_URL)" RENOVATE_BINARY_SOURCE=global \
		RENOVATE_ALLOWED_COMMANDS='["^make requirements UV=uv$$"]' \
		npm exec --yes --package renovate@$(RENOVATE_VERSION) -- renovate "$(CI_PROJECT_PATH)"

web-identity: ## GitLab's token, in the file where AWS's clients look for it
	@mkdir -p "$(dir $(AWS_WEB_IDENTITY_TOKEN_FILE))"
	@umask 077 && printenv AWS_ID_TOKEN > "$(AWS_WEB_IDENTITY_TOKEN_FILE)"
