# SwiftPM does the work; these are the names of what can be done. `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help bootstrap build test oracle demo demo-marketplace demo-storefront demo-orders bench docs format lint clean

SWIFT ?= swift

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 26

bootstrap: ## install what is missing: Debian packages, a check of Swift and of the processor
	@scripts/bootstrap.sh

build: bootstrap ## the release binary: .build/release/millrace, Swift's runtime inside
	$(SWIFT) build -c release --static-swift-stdlib --product millrace

test: bootstrap ## everything that CI checks: build, style, all tests
	$(SWIFT) build
	@$(MAKE) --no-print-directory lint
	@SWIFT="$(SWIFT)" scripts/swift-test.sh
	@scripts/python.sh -m pytest -p no:cacheprovider --quiet Tests/EndToEnd
	@scripts/python.sh Tests/Oracle

oracle: ## random pipelines beside PostgreSQL, DuckDB and models; ROUNDS=1000 for more than make test's 80, or SECONDS=600
	$(SWIFT) build --product millrace
	@scripts/python.sh Tests/Oracle $(if $(SECONDS),--seconds $(SECONDS))

demo: build ## the property-leads job from generated events to reconciled answers
	@scripts/demo.sh property-leads

demo-marketplace: build ## eight days of orders with hidden patterns and corruption: what the SQL finds of them
	@scripts/demo.sh marketplace

demo-storefront: build ## six streams of a shop, joined: sales, stock, reviews, an outage
	@scripts/demo.sh storefront

demo-orders: build ## orders whose schema changes in the middle, enriched, with fraud rules
	@scripts/demo.sh orders

bench: build ## the benchmarks of Benchmarks/, beside DuckDB's
	@Benchmarks/run.sh

docs: bootstrap ## put the parts of docs that are made from the code into their pages
	$(SWIFT) build --product millrace
	@scripts/docs.sh

format: ## rewrite the sources in the house style
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## fail where the house style is broken
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

clean: ## remove what was built
	$(SWIFT) package clean
