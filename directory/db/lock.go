package db

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"syscall"
)

// TryLock takes the named lock of this database for as long as this process
// lives or until release is called. ok is false when another process holds
// it. On PostgreSQL it is a session advisory lock, on SQLite a locked file:
// both end with the process, however it ends.
func (d *DB) TryLock(ctx context.Context, name string) (release func(), ok bool, err error) {
	if d.dialect == SQLite {
		return lockFile(filepath.Join(d.folder, name+".lock"))
	}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("TryLock(%q): %w", name, err)
	}
	h := fnv.New64a()
	h.Write([]byte("relais/" + name))
	key := int64(h.Sum64())
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", key).Scan(&ok); err != nil || !ok {
		conn.Close()
		return nil, false, err
	}
	return func() { unlock(conn, key) }, true, nil
}

func unlock(conn *sql.Conn, key int64) {
	conn.ExecContext(context.Background(), "SELECT pg_advisory_unlock($1)", key)
	conn.Close()
}

func lockFile(path string) (release func(), ok bool, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == syscall.EWOULDBLOCK {
		f.Close()
		return nil, false, nil
	}
	if err != nil {
		f.Close()
		return nil, false, err
	}
	return func() { f.Close() }, true, nil
}
