# make demo, make test: the two commands of the README.
.PHONY: demo test build bench

demo: ## a chat in the browser, without account
	go run ./cmd/relais demo

test: ## everything, on both databases; installs what is missing on Debian
	.ci/setup
	.ci/with-postgres .ci/check

build: ## the program, alone in the file relais
	go build -trimpath -o relais ./cmd/relais

# FINESS is the whole extraction; without it, the Indre-et-Loire part.
bench: ## speed and memory: make bench FINESS=/path/to/finess.ndjson.gz
	RELAIS_BENCH_FINESS="$(FINESS)" go test -run '^$$' -bench . -benchmem ./...
