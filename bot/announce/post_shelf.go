package announce

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"relais/directory/db"
)

// shelf keeps what many deliveries share: items with their posters, and the
// items of a digest.
type shelf struct {
	mu      sync.Mutex
	items   map[int64]Item
	digests map[int]digest
	uploads map[int64]chan struct{} // held by who uploads the poster of an item
}

type digest struct {
	items []Item
	read  time.Time
}

const (
	// shelfRoom is how many items are kept, some with a poster of megabytes.
	shelfRoom = 16
	// digestKept is how long a digest's items are not read again.
	digestKept = 10 * time.Second
)

// item is the item of a delivery as it stands.
func (s *shelf) item(ctx context.Context, b *Board, r row) (Item, error) {
	s.mu.Lock()
	it, ok := s.items[r.item]
	s.mu.Unlock()
	if ok && it.Version == r.itemVersion && it.State == r.itemState && it.Updated.UnixMilli() == r.itemUpdated {
		return it, nil
	}
	it, err := b.Item(ctx, r.item)
	if err != nil {
		return Item{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items == nil || len(s.items) >= shelfRoom {
		s.items = map[int64]Item{}
	}
	s.items[it.ID] = it
	return it, nil
}

// digest lists what a digest tells one subscriber.
func (s *shelf) digest(ctx context.Context, b *Board, r row) (list []Item, err error) {
	now := b.now()
	s.mu.Lock()
	kept, ok := s.digests[r.period]
	s.mu.Unlock()
	err = b.db.View(ctx, func(tx *db.Tx) error {
		if age := now.Sub(kept.read); !ok || age < 0 || age > digestKept {
			items, err := digestItems(ctx, tx, r.period, now)
			if err != nil {
				return err
			}
			kept = digest{items, now}
		}
		list, err = digestFor(ctx, tx, kept.items, r)
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.digests = map[int]digest{r.period: kept}
	}
	return list, err
}

// alone waits until nobody here uploads the poster of an item.
func (s *shelf) alone(ctx context.Context, item int64) (release func(), err error) {
	s.mu.Lock()
	if s.uploads == nil {
		s.uploads = map[int64]chan struct{}{}
	}
	held, ok := s.uploads[item]
	if !ok {
		held = make(chan struct{}, 1)
		s.uploads[item] = held
	}
	s.mu.Unlock()
	select {
	case held <- struct{}{}:
		return func() { <-held }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fileOf finds what Telegram calls the poster of an item; empty when it was
// never given to it.
func (b *Board) fileOf(ctx context.Context, it Item) (id string, err error) {
	sum := sha256.Sum256(it.Poster)
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT file_id FROM announce_files WHERE item = ?1 AND digest = ?2", []any{it.ID, sum[:]}, &id)
	})
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return id, err
}

// keepFile remembers it.
func (b *Board) keepFile(ctx context.Context, it Item, id string) error {
	sum := sha256.Sum256(it.Poster)
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO announce_files (item, digest, file_id) VALUES (?1, ?2, ?3)
			ON CONFLICT (item, digest) DO UPDATE SET file_id = excluded.file_id`, it.ID, sum[:], id)
		return err
	})
}
