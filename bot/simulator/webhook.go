package simulator

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// webhook is where updates are posted, if set.
type webhook struct {
	url, secret string
	max         int64
	cancel      context.CancelFunc
	lastError   string
	lastErrorAt int64
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (h *webhook) stop() {
	if h.cancel != nil {
		h.cancel()
	}
	*h = webhook{}
}

func (s *Simulator) setWebhook(p *params) (any, *apiError) {
	u, err := url.Parse(p.text("url"))
	loopback := err == nil && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname())
	switch {
	case err != nil || p.has("url") && u.Scheme != "https" && !(loopback && u.Scheme == "http"):
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	case p.has("secret_token") && !secretToken.MatchString(p.text("secret_token")):
		return nil, badRequest("secret token contains unallowed characters")
	}
	var allowed []string
	if err := p.decode("allowed_updates", &allowed); err != nil {
		return nil, err
	}
	if p.has("allowed_updates") {
		s.updates.allowed = allowed
	}
	return s.startWebhook(p)
}

func (s *Simulator) startWebhook(p *params) (any, *apiError) {
	q := &s.updates
	if p.bool("drop_pending_updates") {
		q.waiting = nil
	}
	q.hook.stop()
	if !p.has("url") {
		return true, nil
	}
	if q.poller != nil {
		close(q.poller.replaced)
		q.poller = nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	q.hook = webhook{url: p.text("url"), secret: p.text("secret_token"), max: max(p.int("max_connections"), 40), cancel: cancel}
	s.running.Go(func() { s.deliverTo(ctx, q.hook.url, p.text("secret_token")) })
	return true, nil
}

func (s *Simulator) deleteWebhook(p *params) (any, *apiError) {
	if p.bool("drop_pending_updates") {
		s.updates.waiting = nil
	}
	s.updates.hook.stop()
	return true, nil
}

func (s *Simulator) getWebhookInfo(*params) (any, *apiError) {
	h := &s.updates.hook
	info := map[string]any{"url": h.url, "has_custom_certificate": false, "pending_update_count": len(s.updates.waiting)}
	if h.url != "" {
		info["max_connections"] = h.max
	}
	if h.lastError != "" {
		info["last_error_date"], info["last_error_message"] = h.lastErrorAt, h.lastError
	}
	if len(s.updates.allowed) > 0 {
		info["allowed_updates"] = s.updates.allowed
	}
	return info, nil
}

// deliverTo posts the updates one by one, in order, each until it is accepted.
func (s *Simulator) deliverTo(ctx context.Context, address, secret string) {
	client := &http.Client{Timeout: 60 * time.Second}
	defer client.CloseIdleConnections()
	wait := 50 * time.Millisecond
	for {
		u, ok := s.firstUpdate(ctx)
		if !ok {
			return
		}
		retry, err := post(ctx, client, address, secret, u)
		s.mu.Lock()
		if ctx.Err() != nil {
			s.mu.Unlock()
			return
		}
		if err == nil {
			s.updates.confirm(u.id + 1)
			wait = 50 * time.Millisecond
			s.wake()
			s.mu.Unlock()
			continue
		}
		s.updates.hook.lastError, s.updates.hook.lastErrorAt = err.Error(), s.now().Unix()
		s.mu.Unlock()
		if !s.pause(ctx, max(retry, wait)) {
			return
		}
		wait = min(2*wait, 5*time.Second)
	}
}

// firstUpdate waits for an update; false when delivery has ended.
func (s *Simulator) firstUpdate(ctx context.Context) (u update, ok bool) {
	err := s.WaitUntil(ctx, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.forgetOld()
		if len(s.updates.waiting) > 0 {
			u = s.updates.waiting[0]
		}
		return len(s.updates.waiting) > 0
	})
	return u, err == nil
}

// post gives one update to the bot, and returns how long it asked to wait.
func post(ctx context.Context, client *http.Client, address, secret string, u update) (time.Duration, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(u.json))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("connection failed")
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return 0, nil
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return min(time.Duration(seconds)*time.Second, time.Hour),
		fmt.Errorf("wrong response from the webhook: %s", resp.Status)
}
