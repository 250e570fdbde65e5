package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 32 << 20

// client is the HTTP client under every call, ours and the library's. It turns
// every failure into one of the errors of this package and keeps the token out
// of them; the library wraps what it returns, so errors.Is still sees it.
type client struct {
	token string
	http  *http.Client
}

func newClient(token string) *client {
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:   true,
		TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConns:        64,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
	}
	return &client{token: token, http: &http.Client{Transport: transport}}
}

// Do sends a request and returns its answer only when Telegram said ok. A
// failure before the headers were written is ErrUnreachable, a later one
// ErrUncertain.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	var left atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaders: func() { left.Store(true) }}
	res, err := c.http.Do(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return nil, c.lost(err, left.Load())
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, c.lost(err, true)
	}
	if err := verdict(res, body); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// verdict is nil when the answer is Telegram's and says ok. Something else
// than JSON comes from a proxy or a gateway, not from the Bot API.
func verdict(res *http.Response, body []byte) error {
	var r reply
	if json.Unmarshal(body, &r) == nil && (r.OK || r.ErrorCode != 0) {
		return r.err()
	}
	switch code := res.StatusCode; {
	case code == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		return &FloodError{RetryAfter: max(time.Duration(seconds), 1) * time.Second}
	case code >= 500:
		return fmt.Errorf("%w: %w: HTTP %d", ErrUnreachable, errGateway, code)
	case code >= 300:
		return fmt.Errorf("%w: HTTP %d, not an answer of the Bot API", ErrRefused, code)
	default:
		return fmt.Errorf("%w: HTTP %d, not an answer of the Bot API", ErrUncertain, code)
	}
}

// lost names a network failure. url.Error holds the address, hence the token:
// only its cause is kept.
func (c *client) lost(err error, left bool) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	kind := ErrUnreachable
	if left {
		kind = ErrUncertain
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return fmt.Errorf("%w: %s", kind, c.redact(err.Error()))
}

// redact removes the token from a text.
func (c *client) redact(text string) string {
	return strings.ReplaceAll(text, c.token, "***")
}

// post calls a method with JSON parameters: the one call the library does not
// offer, getUpdates with raw results.
func (c *client) post(ctx context.Context, base, method string, params, into any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/bot"+c.token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return errors.New(c.redact(err.Error()))
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		return fmt.Errorf("%s: %w: unexpected answer", method, ErrUncertain)
	}
	return nil
}
