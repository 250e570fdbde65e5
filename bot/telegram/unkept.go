package telegram

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/go-telegram/bot/models"
)

// unkept remembers the updates already shown to Options.Unkept: while the
// database fails, Telegram repeats them.
type unkept struct {
	mu  sync.Mutex
	ids []int64
}

// unkeptMost bounds how many are remembered.
const unkeptMost = 1000

func (u *unkept) first(id int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if slices.Contains(u.ids, id) {
		return false
	}
	u.ids = append(u.ids, id)
	if len(u.ids) > unkeptMost {
		u.ids = u.ids[1:]
	}
	return true
}

// show hands the updates of a batch that could not be committed to
// Options.Unkept, each once, and waits for it: they come again afterwards.
func (e *Edge) show(ctx context.Context, batch []arrived) {
	if e.opts.Unkept == nil || ctx.Err() != nil {
		return
	}
	for _, a := range batch {
		var u models.Update
		if !e.unkept.first(a.id) || json.Unmarshal(a.raw, &u) != nil {
			continue
		}
		if err := e.shield(ctx, &u); err != nil {
			e.log.Error("an update that could not be kept was not answered", "update", a.id, "class", Class(err))
		}
	}
}

// shield keeps a panic of Options.Unkept inside.
func (e *Edge) shield(ctx context.Context, u *models.Update) (err error) {
	defer func() {
		if recover() != nil {
			err = panicked()
		}
	}()
	return e.opts.Unkept(ctx, u)
}
