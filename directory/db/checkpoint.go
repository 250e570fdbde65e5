package db

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
)

// driver is SQLite with a rare checkpoint of its own. SQLite would otherwise
// move the WAL into the file within the commit that makes it 1,000 pages long,
// about one record of activity in eighty: that one would wait for the disk much
// longer than the others. A checkpoint every second on a connection of its own
// does it instead, which holds neither readers nor the writer up.
const driver = "sqlite3-relais"

// longWAL is how many pages make a commit checkpoint all the same: the file
// stays bounded, 40 MB, when readers or load hold the other back.
const longWAL = "10000"

const checkpointEvery = time.Second

var register = sync.OnceFunc(func() {
	sql.Register(driver, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec("PRAGMA wal_autocheckpoint="+longWAL, nil)
		return err
	}})
})

// checkpoints moves the WAL into the file until stop is called, which waits.
func checkpoints(pool *sql.DB) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(checkpointEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				// Its failure costs nothing: the next one, or a commit, does it.
				_, _ = pool.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
			}
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}
