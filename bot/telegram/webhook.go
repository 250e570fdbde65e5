package telegram

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"time"
)

// maxUpdate bounds the body of a webhook call, in bytes; real updates stay far below.
const maxUpdate = 1 << 20

type webhook struct {
	edge   *Edge
	secret string
}

// WebhookHandler receives updates that Telegram posts. It answers 200 only once
// the update is committed, new or not; Telegram repeats anything else:
//
//   - 401 on a wrong secret, 405 on another method, 413 above 1 MB;
//   - 400 when the body has no update_id: it was cut on its way, or is not
//     Telegram's, and a repetition may be whole;
//   - 200 when it has one and cannot be read otherwise: a repetition would be
//     the same, so it is kept as a dead letter;
//   - 503 with Retry-After when the database fails.
func (e *Edge) WebhookHandler() http.Handler {
	return &webhook{edge: e, secret: e.webhookSecret()}
}

// webhookSecret is what Telegram must present: known to all replicas, kept nowhere.
func (e *Edge) webhookSecret() string {
	return e.opts.Key.Pseudonym("webhook", e.api.ID())
}

func (h *webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		h.refuse(w, http.StatusMethodNotAllowed, "method")
		return
	}
	given := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if subtle.ConstantTimeCompare([]byte(given), []byte(h.secret)) != 1 {
		h.refuse(w, http.StatusUnauthorized, "secret")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		h.refuse(w, http.StatusRequestEntityTooLarge, "size")
		return
	}
	a, ok := arrive(h.edge.opts.Key, body)
	if err != nil || !ok {
		h.refuse(w, http.StatusBadRequest, "body")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	if err := h.edge.keep(ctx, []arrived{a}); err != nil {
		h.edge.log.Error("update not kept", "class", Class(err), "error", h.edge.describe(err))
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (h *webhook) refuse(w http.ResponseWriter, code int, why string) {
	h.edge.log.Warn("webhook call refused", "status", code, "why", why)
	w.WriteHeader(code)
}
