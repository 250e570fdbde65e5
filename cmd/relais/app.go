package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/starter"
	"relais/search"
)

// openStore opens the database of the storage flags.
func (s *storage) open(ctx context.Context) (*db.DB, *directory.Store, error) {
	if s.Database == "" {
		return nil, nil, &said{text.DatabaseMissing.Say(), nil}
	}
	d, err := db.Open(ctx, s.Database)
	if err != nil {
		return nil, nil, err
	}
	return d, directory.NewStore(d, time.Now), nil
}

// indexFolder is where the search index of a database is kept: beside it, or
// for PostgreSQL in the cache of the machine. It may be erased at any time.
func indexFolder(address string, getenv func(string) string) string {
	if !db.IsPostgres(address) {
		return filepath.Join(address, "index")
	}
	cache := getenv("XDG_CACHE_HOME")
	if cache == "" {
		cache = filepath.Join(getenv("HOME"), ".cache")
	}
	return filepath.Join(cache, "relais", "index")
}

func newEngine(folder string, log *slog.Logger) *search.Engine {
	return search.New(search.Options{Folder: folder, Places: starter.Places(), Streets: starter.Streets(), Helplines: starter.Helplines(), Log: log})
}

// loadEngine loads the directory of the database into the engine.
func loadEngine(ctx context.Context, e *search.Engine, store *directory.Store) error {
	services := make([]directory.Service, 0, 1024)
	version, err := store.Each(ctx, func(s directory.Service) error {
		services = append(services, s)
		return nil
	})
	if err != nil {
		return err
	}
	return e.Load(ctx, version, services)
}

// loadStarter brings the Tours directory in.
func loadStarter(ctx context.Context, store *directory.Store, dryRun bool) (directory.Report, error) {
	services := starter.Services()
	return store.Import(ctx, directory.Batch{Source: starter.Source, DryRun: dryRun,
		All: func(yield func(directory.Service, error) bool) {
			for _, s := range services {
				if !yield(s, nil) {
					return
				}
			}
		}})
}

// secretKey is the key of RELAIS_SECRET. Without it, one is made once and
// kept in the person's configuration folder, outside the database.
func secretKey(secret string, getenv func(string) string, stderr io.Writer) (db.Key, error) {
	if secret == "" {
		made, err := keptSecret(getenv, stderr)
		if err != nil {
			return db.Key{}, err
		}
		secret = made
	}
	key, err := db.NewKey(secret)
	if err != nil {
		return key, &said{text.SecretShort.Say("least", db.MinSecret), err}
	}
	return key, nil
}

func keptSecret(getenv func(string) string, stderr io.Writer) (string, error) {
	folder := getenv("XDG_CONFIG_HOME")
	if folder == "" && getenv("HOME") != "" {
		folder = filepath.Join(getenv("HOME"), ".config")
	}
	if folder == "" {
		return "", &said{text.SecretMissing.Say(), nil}
	}
	file := filepath.Join(folder, "relais", "secret")
	data, err := os.ReadFile(file)
	if err == nil {
		return strings.TrimSpace(string(data)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	made := rand.Text() + rand.Text()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", &said{text.SecretMissing.Say(), err}
	}
	if err := os.WriteFile(file, []byte(made+"\n"), 0o600); err != nil {
		return "", &said{text.SecretMissing.Say(), err}
	}
	say(stderr, text.SecretMade.Say("file", file))
	return made, nil
}

// newRelay makes the log of relay activity as every command needs it.
func newRelay(d *db.DB, key db.Key, more ...relay.Option) *relay.Log {
	return relay.New(d, key, time.Now, append([]relay.Option{
		relay.WithCommunes(communes()), relay.WithFold(figures.Fold)}, more...)...)
}

// communes tells the commune of each quarter.
func communes() map[string]string {
	out := map[string]string{}
	for _, p := range starter.Places() {
		if p.Kind == directory.Quartier {
			out[p.ID] = p.INSEE
		}
	}
	return out
}

func say(w io.Writer, line string) { io.WriteString(w, line+"\n") }
