# All commands of the project; `make` lists them.

PORT ?= 8080
# Seed of the random order of the backend's tests.
SEED := $(shell date +%s)
PYTHON ?= python3
RUN := .venv/bin/python -m
NPM := PATH="$(CURDIR)/quasar/node_modules/node/bin:$$PATH" npm --silent --prefix
# The CDK is a Node program with a Python library, both installed in this checkout.
WITH_CDK := PATH="$(CURDIR)/.venv/bin:$(CURDIR)/quasar/node_modules/node/bin:$$PATH"
CDK := $(WITH_CDK) awscdk/node_modules/.bin/cdk
UV ?= $(CURDIR)/.venv/bin/uv
COMPILE := "$(UV)" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
	--custom-compile-command "make requirements"
OTHER_DJANGOS := $(basename $(notdir $(wildcard backend/requirements/django-*.in)))
LISTS := $(patsubst %,backend/requirements/%.txt,build production development $(OTHER_DJANGOS)) awscdk/requirements.txt
REPORTS := .local/reports
PLUGINS := -p local.testing.failures
PYTEST := .venv/bin/python -m pytest $(PLUGINS)
NPM_FOLDERS := quasar quasar/src-pwa quasar/src-electron quasar/src-capacitor e2e awscdk gitlab-ci documentation \
	local/older_postgres
# renovate: datasource=npm depName=renovate
RENOVATE_VERSION := 44.94.0
# renovate: datasource=pypi depName=pip-audit
PIP_AUDIT_VERSION := 2.10.1
# renovate: datasource=docker depName=aquasec/trivy
TRIVY_VERSION := 0.68.2

# Names that `make own` has written. Those of the environment take precedence.
ifneq ($(wildcard gitlab-ci/product.yml),)
APP_NAME ?= $(shell sed -n 's/^  APP_NAME: //p' gitlab-ci/product.yml)
DOMAIN_NAME ?= $(shell sed -n 's/^  DOMAIN_NAME: //p' gitlab-ci/product.yml)
export APP_NAME DOMAIN_NAME
endif
# As one word of the shell, whatever it contains.
quoted = '$(subst ','\'',$(1))'

.DEFAULT_GOAL := help
# No target is a file.
.PHONY: $(shell sed -n 's/^\([a-z0-9-]*\):.*/\1/p' $(MAKEFILE_LIST))

help: ## List the commands
	@echo "  make up                     Start the application on http://localhost:8080 (or PORT=8099)"
	@echo "  make test                   Run all tests"
	@awk -F ':.*## ' '/^## / {printf "\n  %s\n", substr($$0, 4)} \
		/^[a-z0-9-]+:.*## / && $$1 != "help" {printf "  make %-23s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Your own product
own: ## Name it yours (NAME="Acme Shop" DOMAIN=acme.com WITHOUT=links)
	@$(PYTHON) -m local.own --name=$(call quoted,$(NAME)) --domain=$(call quoted,$(DOMAIN)) \
		--slug=$(call quoted,$(SLUG)) --holder=$(call quoted,$(HOLDER)) --without=$(call quoted,$(WITHOUT))

upgrade: ## Merge a newer template (FROM=upstream/main)
	@$(PYTHON) -m local.own.upgrade $(call quoted,$(FROM))

## Local
doctor: ## Check this machine's requirements; changes nothing
	@$(PYTHON) -m local doctor --port $(PORT)

up: ## Install what is missing and start everything with hot reload
	@$(PYTHON) -m local up --port $(PORT)

reset: install ## Delete this checkout's data, after confirmation
	@$(RUN) local.reset

install: ## Install missing dependencies
	@$(PYTHON) -m local install

install-e2e:
	@$(PYTHON) -m local install --e2e

install-awscdk:
	@$(PYTHON) -m local install --awscdk

install-pipeline:
	@$(PYTHON) -m local install --pipeline

# Desktop and mobile applications; in no other target, as only their builds need it.
install-native:
	@$(PYTHON) -m local install --native

install-older-postgres:
	@$(PYTHON) -m local install --older-postgres

install-documentation:
	@$(PYTHON) -m local install --documentation

install-all:
	@$(PYTHON) -m local install --e2e --awscdk --pipeline

test: $(if $(PARTS),install,install-all) ## Run all tests side by side (PARTS="test-backend lints")
	@$(RUN) local.testing $(if $(COVERAGE),--without-budgets) $(PARTS)

test-changed: install ## Run the tests that uncommitted changes affect
	@$(RUN) local.testing.changed

test-report: ## Print the report of the last `make test`
	@cat $(REPORTS)/test.txt 2>/dev/null || echo "  There is no report yet. Run: make test"

test-nightly: install-all ## Run the slow tests: fault orders, deployments, API examples
	@$(RUN) local.testing nightly

test-backend: install ## Run pytest (ARGS="-k upload", COVERAGE=1, SEED=123)
	@echo "  SEED=$(SEED)"
	@$(RUN) local.run_with_services $@ $(PYTEST) -n 2 --dist worksteal --quiet --randomly-seed=$(SEED) -m "not faults and not nightly" \
		$(if $(COVERAGE),--cov --cov-report=term --cov-report=xml:$(REPORTS)/$@-coverage.xml) --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-coverage: install ## Run test-backend and test-frontend with coverage
	@$(MAKE) --no-print-directory test-backend test-frontend COVERAGE=1

test-api-thoroughly: install ## Test the API schema with 10 times as many examples (3 minutes)
	@$(RUN) local.run_with_services $@ $(PYTEST) -n 2 --dist worksteal --quiet --hypothesis-profile=many \
		--junitxml=$(REPORTS)/$@.xml backend/tests/contracts/test_schemathesis.py $(ARGS)

test-hostile: install ## Attack running processes (URL=http://localhost:8080 for others)
	@$(RUN) local.run_with_services $@ $(PYTEST) -p no:randomly --quiet --hostile $(if $(URL),--url "$(URL)") \
		--junitxml=$(REPORTS)/$@.xml backend/tests/end_to_end/test_hostile.py $(ARGS)

RANDOM_LAYOUTS := backend/apps/statements/parsing/tests/test_random_layouts.py # sample: statements

test-fuzz: install ## Fuzz bank exports and GraphQL (MINUTES=30)
	@$(RUN) local.run_with_services $@ $(PYTEST) -n 2 --dist worksteal --quiet --fuzz-minutes $(or $(MINUTES),30) \
		--junitxml=$(REPORTS)/$@.xml backend/tests/end_to_end/test_fuzz.py $(RANDOM_LAYOUTS) $(ARGS)

test-faults: install ## Kill workers and brokers under running tasks, each fault once
	@$(RUN) local.run_with_services $@ $(PYTEST) -n 4 --dist worksteal --quiet -m "faults and not nightly" --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-faults-any-order: install ## Inject all faults in ten random orders (30 minutes)
	@$(RUN) local.run_with_services $@ $(PYTEST) -n 4 --dist worksteal --quiet -m "faults and nightly" --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-scaling-package: install ## Use the scaling package in other projects, inject faults (15 minutes)
	@$(RUN) local.run_with_services $@ $(PYTEST) -p no:randomly --quiet --junitxml=$(REPORTS)/$@.xml \
		backend/tests/end_to_end/test_scaling_package.py $(ARGS)

test-previous: install ## Run the previous release on this schema (PREVIOUS=v1.2.3)
	@$(RUN) local.run_with_services $@ .venv/bin/python -m local.previous_release "$(PREVIOUS)"

test-frontend: install ## Run Vitest (ARGS="src/accounts", COVERAGE=1)
	@$(NPM) quasar test -- $(if $(COVERAGE),--coverage) --reporter=default --reporter=junit --outputFile=../$(REPORTS)/$@.xml $(ARGS)

test-awscdk: install-awscdk ## Test the CloudFormation templates of each environment
	@$(WITH_CDK) python -m pytest $(PLUGINS) --quiet --config-file awscdk/pytest.ini -m "not nightly" awscdk/tests \
		--junitxml=$(REPORTS)/$@.xml $(ARGS)

test-environments: install-awscdk ## Check four environments in two regions (4 minutes)
	@$(WITH_CDK) python -m pytest $(PLUGINS) --quiet --config-file awscdk/pytest.ini -n 2 \
		awscdk/tests/test_environments.py --junitxml=$(REPORTS)/$@.xml $(ARGS)

# The tests are ordered: they share one deployment.
EMULATED := $(WITH_CDK) python -m pytest $(PLUGINS) -p no:randomly --verbose --exitfirst --durations=0 --durations-min=1 \
	--config-file awscdk/pytest.ini awscdk/emulator/tests

deploy-emulated: install-awscdk ## Deploy, fail, update and destroy on an AWS emulator
	@$(EMULATED) -m "not nightly" --junitxml=$(REPORTS)/$@.xml $(ARGS)

deploy-emulated-all: install-awscdk ## The same for production too, with all failures (8 minutes)
	@$(EMULATED) -n 2 --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-e2e: install-e2e ## Run Playwright on the built application (ARGS="--grep dark")
	@$(RUN) local.build
	@PLAYWRIGHT_JUNIT_OUTPUT_FILE="$(CURDIR)/$(REPORTS)/$@.xml" \
		$(RUN) local.run_with_application e2e/node_modules/.bin/playwright test --config e2e $(ARGS)

test-native: install-e2e install-native ## Build all targets and use their pages (5 minutes)
	@$(RUN) local.build
	@PLAYWRIGHT_JUNIT_OUTPUT_FILE="$(CURDIR)/$(REPORTS)/$@.xml" $(RUN) local.run_with_application $(CURDIR)/.venv/bin/python \
		-m local.native_pages e2e/node_modules/.bin/playwright test --config e2e/native.config.ts $(ARGS)

test-matrix: install ## Test the backend with other versions of Python and Django
	@$(RUN) pytest $(PLUGINS) -p no:randomly --verbose --config-file containers/pytest.ini -rs local/matrix \
		--junitxml=$(REPORTS)/$@.xml $(ARGS)

# Inside the checkout, which a container engine can mount in a pipeline too.
BLACK_BOX = $(WITH_CDK) python -m pytest $(PLUGINS) --verbose --config-file black_box/pytest.ini \
	--basetemp $(CURDIR)/.local/$@ black_box

test-black-box: install-awscdk ## Test make up, containers, Kubernetes and emulated AWS alike (URL=…)
	@$(BLACK_BOX) $(if $(URL),--url "$(URL)") --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-containers: install-awscdk ## Test both compose files on a container engine (6 minutes)
	@$(RUN) pytest $(PLUGINS) -p no:randomly --verbose --exitfirst --durations=0 --durations-min=1 \
		--config-file containers/pytest.ini --basetemp $(CURDIR)/.local/$@ containers/engine --junitxml=$(REPORTS)/$@.xml $(ARGS)
	@$(BLACK_BOX) --target compose --target compose-production --junitxml=$(REPORTS)/$@-black-box.xml $(ARGS)

test-kubernetes: install-awscdk ## Run the processes of kubernetes/ without a cluster (2 minutes)
	@$(BLACK_BOX) --target kubernetes --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-own: install-all ## Name copies, remove samples, lint and test them, upgrade (1 hour)
	@$(RUN) pytest $(PLUGINS) -p no:randomly --verbose --durations=0 --durations-min=1 --config-file containers/pytest.ini \
		local/own --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-upgrade: install-older-postgres ## Upgrade data of Postgres 16 and 17, also interrupted (1 minute)
	@$(RUN) local.run_with_services $@ $(PYTEST) --quiet -m "nightly and not faults" \
		local/tests/test_upgrade_postgres.py --junitxml=$(REPORTS)/$@.xml $(ARGS)

test-monitoring: install ## Read a table in pgAdmin and a key in Redis Commander (2 minutes)
	@$(RUN) containers.monitoring.programs
	@$(RUN) local.run_with_services $@ $(PYTEST) --quiet --config-file containers/pytest.ini containers/monitoring \
		--junitxml=$(REPORTS)/$@.xml $(ARGS)

test-documentation: install ## Run the commands of quick start and backups (5 minutes)
	@$(RUN) local.run_with_example_environment $(PYTEST) -p no:randomly --verbose -m nightly --durations=0 \
		--junitxml=$(REPORTS)/$@.xml local/tests/test_documented_start.py $(ARGS)

build-images: ## Build the images application-backend and application-frontend
	@docker build --tag application-backend --file backend/scripts/prod/Dockerfile --target production backend
	@docker build --tag application-frontend --target ssr quasar

build-pwa: install ## Build the deployed front end, if its sources changed
	@$(RUN) local.build

build-targets: install-native ## Build SPA, PWA, SSR, Electron, Android and iOS (3 minutes)
	@$(NPM) quasar run lint:native
	@$(RUN) local.build_targets

package-desktop: install-native ## Package the desktop application (SERVER_URL=https://example.com)
	@SERVER_URL="$(SERVER_URL)" $(RUN) local.build_targets --package electron $(ARGS)

package-android: install-native ## Build an APK; needs the Android SDK (SERVER_URL=https://example.com)
	@SERVER_URL="$(SERVER_URL)" $(RUN) local.build_targets --package android $(ARGS)

docs: install-documentation ## Build the documentation as a site, and check its links
	@$(NPM) documentation run lint
	@$(RUN) local.documentation --build

serve-docs: install-documentation ## Show the documentation with hot reload
	@$(NPM) documentation run serve

pictures: install-e2e ## Take the pictures of README and documentation (2 minutes)
	@$(RUN) local.build
	@$(RUN) local.run_with_application --demo e2e/node_modules/.bin/playwright test --config e2e/pictures.config.ts $(ARGS)

lighthouse: install-e2e ## Check speed, accessibility and size of built pages (ARGS="home")
	@$(RUN) local.build
	@$(RUN) local.run_with_application $(CURDIR)/quasar/node_modules/node/bin/node e2e/lighthouse.ts $(REPORTS)/$@ $(ARGS)

# sample: links begin
# sample: statements begin
responsiveness: install-e2e ## Measure long tasks and interactions on long lists (2 minutes)
	@$(RUN) local.build
	@$(RUN) local.run_with_application $(CURDIR)/quasar/node_modules/node/bin/node e2e/responsiveness.ts
# sample: statements end
# sample: links end

bench: install ## Run the benchmarks behind the performance claims
	@$(RUN) local.run_with_services $@ .venv/bin/python benchmarks/sweep.py
	@$(RUN) local.run_with_services $@ .venv/bin/python benchmarks/wake.py
	@$(RUN) local.run_with_services $@ .venv/bin/python -m benchmarks.sign_in
	@$(RUN) local.run_with_services $@ .venv/bin/python -m benchmarks.imports # sample: statements
	@$(RUN) local.run_with_services $@ .venv/bin/python -m benchmarks.spending # sample: statements
	@$(RUN) local.run_with_services $@ .venv/bin/python -m benchmarks.links # sample: links

drill: ## Inject every fault into a running `make up` (ARGS="--seed 1")
	@$(MAKE) --no-print-directory manage COMMAND="drill $(ARGS)"

simulate: install ## Compare and plot scaling policies with the AWS alarms (50 s)
	@$(RUN) local.run_with_example_environment .venv/bin/python backend/manage.py simulate

lint: install-all ## Check style, types, imports, generated files and secrets
	@$(RUN) local.testing lints

lint-python: install
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet .
	@PYTHONPATH=backend:. .venv/bin/lint-imports --no-logo

lint-types: install-awscdk
	@$(RUN) local.run_with_example_environment .venv/bin/mypy

lint-frontend: install-e2e
	@$(NPM) quasar run lint
	@$(NPM) quasar run generate:check
	@$(NPM) e2e run lint

lint-files: install
	@.venv/bin/hadolint backend/scripts/dev/Dockerfile backend/scripts/prod/Dockerfile quasar/Dockerfile \
		gitlab-ci/image/Dockerfile
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml compose.production.yaml
	@git ls-files -z | xargs -0 .venv/bin/codespell
	@$(RUN) local.documentation

lint-migrations: install ## Find migrations that break or block the running release
	@$(RUN) local.run_with_services $@ .venv/bin/python backend/manage.py lint_migrations

lint-pipeline: install-pipeline ## Validate the GitLab pipeline and its jobs
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.gitlab-ci .gitlab-ci.yml gitlab-ci/*.yml
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.renovate renovate.json
	@$(RUN) local.pipeline --check

lint-kubernetes: install-awscdk ## Render and validate the manifests of kubernetes/ (4 s)
	@PYTHONPATH=backend $(RUN) local.kubernetes --check

kubernetes: install ## Generate the manifests of the topology for Kubernetes
	@PYTHONPATH=backend $(RUN) local.kubernetes

pipeline: install-pipeline ## Update the documentation's table of jobs
	@$(RUN) local.pipeline

secrets: install ## Find keys and passwords in committed files
	@# 3: known secrets have moved, and the baseline was updated.
	@.venv/bin/detect-secrets-hook --baseline .secrets.baseline $$(git ls-files) || [ $$? -eq 3 ]

format: install-e2e ## Format all files
	@.venv/bin/ruff check --fix --exit-zero --quiet .
	@.venv/bin/ruff format --quiet .
	@$(NPM) quasar run format
	@$(NPM) e2e run format
	@$(NPM) documentation run format

manage: ## Run a management command in `make up` (COMMAND="createsuperuser")
	@$(RUN) local.run_in_backend ../.venv/bin/python manage.py $(COMMAND)

shell: ## Open Django's shell in a running `make up`
	@$(MAKE) --no-print-directory manage COMMAND=shell

migrations: ## Create missing migrations
	@$(RUN) local.run_in_backend ../.venv/bin/python manage.py makemigrations

schema: install ## Generate the API schemas and the front end's types
	@$(RUN) local.run_with_example_environment .venv/bin/python backend/manage.py spectacular --file backend/schema/openapi.yaml
	@$(RUN) local.run_with_example_environment .venv/bin/python backend/manage.py graphql_schema --out backend/schema/schema.graphql
	@$(NPM) quasar run generate

messages: install ## Extract and compile the backend's messages (ADD=fr: a new language)
	@cd backend && ../.venv/bin/pybabel --quiet extract --no-location \
		--keyword gettext_lazy --keyword pgettext_lazy:1c,2 --output-file ../.local/messages.pot apps config
	@if [ -n "$(ADD)" ] && [ -e "backend/config/locale/$(ADD)" ]; then \
		echo "  backend/config/locale/$(ADD) exists: make messages without ADD keeps its translations."; exit 2; fi
	@$(if $(ADD),.venv/bin/pybabel --quiet init --domain django --locale $(ADD) \
		--input-file .local/messages.pot --output-dir backend/config/locale)
	@.venv/bin/pybabel --quiet update --domain django --no-fuzzy-matching --ignore-pot-creation-date \
		--input-file .local/messages.pot --output-dir backend/config/locale
	@.venv/bin/pybabel --quiet compile --domain django --directory backend/config/locale

environment: install ## Generate .env.template
	@PYTHONPATH=backend $(RUN) config.environment > .env.template

reference: install-awscdk ## Generate the documentation's reference pages
	@PYTHONPATH=backend $(RUN) local.run_with_example_environment .venv/bin/python -m local.reference
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.reference

backup: install ## Back up the database and uploaded files (FILE=path)
	@$(RUN) local.backups backup "$(FILE)"

restore: install ## Restore a backup (FILE=.local/backups/….tar)
	@$(RUN) local.backups restore "$(FILE)"

test-restore: install ## Rehearse a restore of the newest backup (FILE=path)
	@$(RUN) local.rehearsal "$(FILE)"

upgrade-postgres: install ## Move the data to the installed version of Postgres
	@$(RUN) local.upgrade_postgres

upgrade-containers: ## The same for containers (COMPOSE=compose.production.yaml)
	@$(PYTHON) -m containers.upgrade_postgres $(or $(COMPOSE),compose.yaml)

requirements: $(if $(filter $(CURDIR)/%,$(UV)),install) ## Pin and hash the Python packages
	@# uv would keep outdated hashes of versions edited by hand or by Renovate.
	@sed -i.old -e '/--hash=/d' -e 's/ \\$$//' $(LISTS) && rm $(LISTS:=.old)
	@cd backend/requirements && for list in build production development; do \
		$(COMPILE) --python-version 3.11 --override overrides.txt $$list.in --output-file $$list.txt; done
	@cd awscdk && $(COMPILE) --python-version 3.11 requirements.in --output-file requirements.txt
	@# Django alone, the first that needs Python 3.12; the rest is that of development.txt.
	@cd backend/requirements && for list in $(OTHER_DJANGOS); do \
		$(COMPILE) --python-version 3.12 --no-deps $$list.in --output-file $$list.txt; done

release: install ## Write the changelog of a version, commit and tag it (VERSION=1.2.3)
	@$(RUN) local.release $(VERSION)

## On AWS
cost: install-awscdk ## Estimate monthly AWS costs and check their limits (10 s)
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.cost $(ARGS)

# The AWS commands need ENVIRONMENT, DOMAIN_NAME, APP_NAME and AWS_DEFAULT_REGION; see
# documentation/aws.md for an example.
synth: install-awscdk ## Write the templates of an ENVIRONMENT
	@$(CDK) synth --quiet
	@echo "  The templates are in awscdk/cdk.out. Next: make diff or make deploy"

diff: install-awscdk ## Show what a deployment would change
	@mkdir -p $(REPORTS)
	@$(CDK) diff > $(REPORTS)/diff.txt 2>&1; ended=$$?; cat $(REPORTS)/diff.txt; exit $$ended

prepare: install-awscdk ## Create the parameters that a deployment needs
	@PYTHONPATH=backend $(RUN) awscdk.commands.prepare

deploy: prepare build-pwa ## Deploy with migrations and a smoke test; roll back on failure
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.commands.deploy awscdk/node_modules/.bin/cdk

smoke: install-awscdk ## Run the smoke test on a deployed environment; wakes it first
	@PYTHONPATH=backend $(RUN) awscdk.commands.smoke

task: install-awscdk ## Run a management command on AWS (COMMAND="showmigrations")
	@PYTHONPATH=backend $(RUN) awscdk.commands.run_task $(COMMAND)

bastion-shell: install-awscdk ## Open a shell on the bastion; `database` there starts psql
	@PYTHONPATH=backend $(RUN) awscdk.commands.shell

rest: install-awscdk ## Stop or wake an environment (DO=sleep or DO=wake)
	@PYTHONPATH=backend $(RUN) awscdk.commands.rest $(DO)

restore-snapshot: prepare build-pwa ## Replace the database with a snapshot (SNAPSHOT=name)
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.commands.restore "$(SNAPSHOT)" awscdk/node_modules/.bin/cdk

rehearse-restore: install-awscdk ## Restore the newest snapshot into a copy, check and delete it
	@PYTHONPATH=backend $(RUN) awscdk.commands.rehearse_restore

rotate-signing-key: prepare build-pwa ## Replace the key that signs links to private files
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.commands.rotate_signing_key awscdk/node_modules/.bin/cdk

destroy: install-awscdk ## Delete an environment and its resources
	@$(WITH_CDK) PYTHONPATH=backend $(RUN) awscdk.commands.destroy awscdk/node_modules/.bin/cdk

bootstrap: install-awscdk ## Create the CDK's bucket and roles, once per tier and region
	@PYTHONPATH=backend $(RUN) awscdk.commands.bootstrap awscdk/node_modules/.bin/cdk

gc: install-awscdk ## Delete images and files that no stack has used for 30 days
	@PYTHONPATH=backend $(RUN) awscdk.commands.collect_garbage awscdk/node_modules/.bin/cdk

account: install-awscdk ## Create GitLab's roles, once per account (GITLAB_PROJECT=group/project)
	@$(CDK) deploy --all --app awscdk/account.py --output awscdk/cdk.out/account --require-approval never

## In the pipeline
# These need a network or GitLab: vulnerability databases, a registry, a token.
audit: install ## Find known vulnerabilities in the packages
	@for list in backend/requirements/development.txt awscdk/requirements.txt; do \
		"$(UV)" tool run pip-audit@$(PIP_AUDIT_VERSION) --disable-pip --require-hashes --requirement $$list || exit 1; done
	@for folder in $(NPM_FOLDERS); do $(NPM) $$folder audit --audit-level=high || exit 1; done

scan-image: ## Find known vulnerabilities in the images of `make build-images`
	@for image in application-backend application-frontend; do \
		docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock aquasec/trivy:$(TRIVY_VERSION) \
			image --quiet --ignore-unfixed --severity HIGH,CRITICAL --exit-code 1 $$image || exit 1; done

registry-login: ## Log Docker in to the project's registry
	@printenv CI_REGISTRY_PASSWORD | docker login --username "$(CI_REGISTRY_USER)" --password-stdin $(CI_REGISTRY)

ci-image: registry-login ## Build and push the image of the pipeline's jobs
	@docker build --pull --tag $(CI_IMAGE) gitlab-ci/image
	@docker push $(CI_IMAGE)

merge-request-note: install ## Post costs and changes as a note in the merge request
	@$(RUN) local.pipeline.note $(REPORTS)

preview-note: install ## Post the address of the merge request's preview as a note
	@$(RUN) local.pipeline.note --preview

lint-renovate: install ## Validate renovate.json
	@PATH="$(CURDIR)/quasar/node_modules/node/bin:$$PATH" npm exec --yes --package renovate@$(RENOVATE_VERSION) -- \
		renovate-config-validator --strict

renovate: install ## Open merge requests for updates
	@PATH="$(CURDIR)/.venv/bin:$(CURDIR)/quasar/node_modules/node/bin:$$PATH" \
		RENOVATE_PLATFORM=gitlab RENOVATE_ENDPOINT="$(CI_API_V4_URL)" RENOVATE_BINARY_SOURCE=global \
		RENOVATE_ALLOWED_COMMANDS='["^make requirements UV=uv$$"]' \
		npm exec --yes --package renovate@$(RENOVATE_VERSION) -- renovate "$(CI_PROJECT_PATH)"

web-identity: ## Write GitLab's token to the file that AWS clients read
	@mkdir -p "$(dir $(AWS_WEB_IDENTITY_TOKEN_FILE))"
	@umask 077 && printenv AWS_ID_TOKEN > "$(AWS_WEB_IDENTITY_TOKEN_FILE)"
