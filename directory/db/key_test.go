package db_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"relais/directory/db"
)

func key(t *testing.T, secret string) db.Key {
	t.Helper()
	k, err := db.NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestShortSecret(t *testing.T) {
	_, err := db.NewKey(strings.Repeat("s", db.MinSecret-1))
	if err == nil || strings.Contains(err.Error(), "sss") {
		t.Errorf("error %v", err)
	}
}

func TestSealAndOpen(t *testing.T) {
	k := key(t, "0123456789abcdef")
	for _, plain := range []string{"", "x", "Mme Durand ne dort plus", strings.Repeat("é", 5000)} {
		sealed, err := k.Seal("inbox", []byte(plain))
		if err != nil {
			t.Fatal(err)
		}
		again, err := k.Seal("inbox", []byte(plain))
		if err != nil || bytes.Equal(sealed, again) {
			t.Errorf("the same words sealed twice look the same (%v)", err)
		}
		if len(plain) > 1 && bytes.Contains(sealed, []byte(plain)) {
			t.Error("the words can be read in what is sealed")
		}
		if got, err := k.Open("inbox", sealed); err != nil || string(got) != plain {
			t.Errorf("opened %d bytes of %d: %v", len(got), len(plain), err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	k := key(t, "0123456789abcdef")
	sealed, err := k.Seal("inbox", []byte("words"))
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, k db.Key, purpose string, sealed []byte) {
		t.Helper()
		if plain, err := k.Open(purpose, sealed); !errors.Is(err, db.ErrSealed) || plain != nil {
			t.Errorf("%s: %q, %v, want ErrSealed", what, plain, err)
		}
	}
	refused("another purpose", k, "browsing", sealed)
	refused("another secret", key(t, "fedcba9876543210"), "inbox", sealed)
	for n := range len(sealed) {
		refused("cut short", k, "inbox", sealed[:n])
		changed := bytes.Clone(sealed)
		changed[n] ^= 1
		refused("changed", k, "inbox", changed)
	}
}

func TestPseudonym(t *testing.T) {
	k := key(t, "0123456789abcdef")
	const id = 1001
	name := k.Pseudonym("operator", id)
	// A change of this constant would cut every installation from its past.
	if want := "kRUpZoLIkLHFICoLrRqvdg"; name != want {
		t.Errorf("pseudonym %q, want %q", name, want)
	}
	others := map[string]string{
		"another id":      k.Pseudonym("operator", id+1),
		"a group":         k.Pseudonym("operator", -id),
		"another purpose": k.Pseudonym("chat", id),
		"another secret":  key(t, "fedcba9876543210").Pseudonym("operator", id),
	}
	for what, other := range others {
		if other == name || len(other) != len(name) {
			t.Errorf("%s has the pseudonym %q", what, other)
		}
	}
}
