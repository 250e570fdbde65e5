package db_test

import (
	"context"
	"testing"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestTryLock(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, address string) {
		first, second := dbtest.Open(t, address), dbtest.Open(t, address)
		lock := func(d *db.DB, name string, want bool) func() {
			t.Helper()
			release, ok, err := d.TryLock(ctx, name)
			if err != nil || ok != want {
				t.Fatalf("TryLock(%q): %v, %v, want %v", name, ok, err, want)
			}
			return release
		}
		release := lock(first, "poller", true)
		lock(second, "poller", false)
		lock(second, "sweeper", true)()
		release()
		lock(second, "poller", true)()
		lock(first, "poller", true)()
	})
}

func TestLockEndsWithItsHolder(t *testing.T) {
	ctx := context.Background()
	address := dbtest.Postgres(t)
	first, err := db.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	release, ok, err := first.TryLock(ctx, "poller")
	if err != nil || !ok {
		t.Fatalf("TryLock: %v, %v", ok, err)
	}
	other := dbtest.Open(t, address)
	release()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	release, ok, err = other.TryLock(ctx, "poller")
	if err != nil || !ok {
		t.Fatalf("after its holder ended: %v, %v", ok, err)
	}
	release()
}
