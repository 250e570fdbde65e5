package announce

import (
	"context"
	"time"

	"relais/directory/db"
)

// reopen lets the first mailing of an item that takes place after all go on:
// those whose row was stopped by the cancellation hear of it, in its new words
// and their allowed hours; had nobody been chosen yet, they are chosen now. A
// mailing somebody stopped stays so, and one whose time is over gives up again.
// The mailing is held first, as by whoever subscribes.
func reopen(ctx context.Context, tx *db.Tx, item int64, now time.Time) error {
	for _, query := range []string{
		"UPDATE announce_mailings SET state = state WHERE item = ?1 AND purpose = 'new' AND CAST(?2 AS BIGINT) > 0",
		`UPDATE announce_mailings SET state = 'ready', resolved = NULL, finished = NULL
			WHERE item = ?1 AND purpose = 'new' AND state IN ('running', 'done') AND not_after > ?2
			AND NOT EXISTS (SELECT 1 FROM announce_deliveries d WHERE d.mailing = announce_mailings.id)`,
		`UPDATE announce_mailings SET state = 'running', finished = NULL
			WHERE item = ?1 AND purpose = 'new' AND state = 'done' AND not_after > ?2
			AND EXISTS (SELECT 1 FROM announce_deliveries d WHERE d.mailing = announce_mailings.id
				AND d.state = 'stopped' AND d.reason = 'cancelled')`,
		`UPDATE announce_deliveries SET state = 'waiting', reason = '', not_before = ?2, lease = 0, proof = '', at = ?2
			WHERE state = 'stopped' AND reason = 'cancelled' AND mailing IN (SELECT id FROM announce_mailings
				WHERE item = ?1 AND purpose = 'new' AND state = 'running' AND not_after > ?2)`,
	} {
		if _, err := tx.Exec(ctx, query, item, now.UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}
